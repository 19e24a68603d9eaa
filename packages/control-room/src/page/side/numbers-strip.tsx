import type { Numbers } from "../../wire/live.ts";

/** What customers got and lost since the control room was opened, and how long they wait. */
export function NumbersStrip({ numbers }: { numbers: Numbers }) {
  const { orders, signedOut, cartsLost, unanswered, p50, p99 } = numbers;
  return (
    <dl class="numbers">
      <Figure name="orders" value={orders} />
      <Figure name="signed out" value={signedOut} bad />
      <Figure name="carts lost" value={cartsLost} bad />
      <Figure name="no answer" value={unanswered} bad />
      <Figure name="p50" value={p50} unit="ms" />
      <Figure name="p99" value={p99} unit="ms" />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number | null;
  readonly unit?: string;
  /** More than none of it is a harm. */
  readonly bad?: boolean;
}

function Figure({ name, value, unit, bad = false }: FigureProps) {
  const text =
    value === null ? "–" : value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
  return (
    <div class={bad && value ? "figure is-bad" : "figure"} data-figure={name}>
      <dt>{name}</dt>
      <dd>
        {text}
        {unit && <small> {unit}</small>}
      </dd>
    </div>
  );
}
