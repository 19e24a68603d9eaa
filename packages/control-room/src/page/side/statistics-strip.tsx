import type { Statistics } from "../../wire/side.ts";
import { formatFigure } from "./format-figure.ts";

/** What customers got and lost since the control room was opened, and their latency lately. */
export function StatisticsStrip({ statistics }: { statistics: Statistics }) {
  const { orders, signedOut, cartsLost, unavailable, unreachable, p50, p99 } = statistics;
  return (
    <dl class="numbers">
      <Figure name="orders" value={orders} />
      <Figure name="signed out" value={signedOut} isHarm />
      <Figure name="carts lost" value={cartsLost} isHarm />
      <Figure name="got a 503" value={unavailable} isHarm />
      <Figure name="no answer" value={unreachable} isHarm />
      <Figure name="p50" value={p50} unit="ms" />
      <Figure name="p99" value={p99} unit="ms" />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number | null;
  readonly unit?: string;
  /** Whether the figure is highlighted when it is not zero. */
  readonly isHarm?: boolean;
}

function Figure({ name, value, unit, isHarm = false }: FigureProps) {
  return (
    <div class={isHarm && value ? "figure is-bad" : "figure"} data-figure={name}>
      <dt>{name}</dt>
      <dd>
        {formatFigure(value)}
        {unit && <small> {unit}</small>}
      </dd>
    </div>
  );
}
