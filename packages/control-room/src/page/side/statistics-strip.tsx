import type { Statistics, Totals } from "../../wire/side.ts";
import type { ActionOutcome } from "../outcome/outcome.ts";
import { outcome } from "../outcome/present-outcome.ts";
import { timeOfDay } from "../time-of-day.ts";
import { formatFigure } from "./format-figure.ts";

interface StatisticsStripProps {
  readonly statistics: Statistics;
  /** From 0. */
  readonly sideIndex: number;
}

/** What customers got and lost since the control room was opened and since the last action, and their latency lately. */
export function StatisticsStrip({ statistics, sideIndex }: StatisticsStripProps) {
  const since = outcome.value?.sides[sideIndex];
  const total = (name: keyof Totals) => ({ value: statistics[name], since: since?.[name] });
  return (
    <div class="strip">
      <dl class="numbers">
        <Figure name="orders" {...total("orders")} />
        <Figure name="signed out" {...total("signedOut")} isHarm />
        <Figure name="carts lost" {...total("cartsLost")} isHarm />
        <Figure name="got a 503" {...total("unavailable")} isHarm />
        <Figure name="no answer" {...total("unreachable")} isHarm />
        <Figure name="p50" value={statistics.p50} unit="ms" />
        <Figure name="p99" value={statistics.p99} unit="ms" />
      </dl>
      {outcome.value && <SinceNote outcome={outcome.value} />}
    </div>
  );
}

/** What the figures with a plus count from. */
function SinceNote({ outcome: { number, time, done } }: { outcome: ActionOutcome }) {
  return (
    <p class="since">
      + since <b class="badge">{number}</b> {done} · {timeOfDay(time)}
    </p>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number | null;
  readonly unit?: string;
  readonly since?: number | undefined;
  /** Whether the figure is highlighted when it is not zero. */
  readonly isHarm?: boolean;
}

function Figure({ name, value, unit, since, isHarm = false }: FigureProps) {
  return (
    <div class={isHarm && value ? "figure is-bad" : "figure"} data-figure={name}>
      <dt>{name}</dt>
      <dd>
        {formatFigure(value)}
        {unit && <small> {unit}</small>}
      </dd>
      {since !== undefined && (
        <dd class="since">
          +{formatFigure(since)}
          <span class="unseen"> since the last action</span>
        </dd>
      )}
    </div>
  );
}
