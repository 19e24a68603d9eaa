import { type Answer, YOU } from "../../wire/customer.ts";
import { appearanceOf, svgPathOf } from "../diagram/appearance.ts";
import type { SideView } from "../live/live-state.ts";
import { CLICKS, harmsOf, STATUSES } from "./click-in-words.ts";

interface ClickListProps {
  readonly side: SideView;
  readonly customer: number;
}

/** The last clicks of a customer on one side, newest first. */
export function ClickList({ side: { scenario, customers }, customer }: ClickListProps) {
  const { status, items, clicks = [] } = customers.find(({ number }) => number === customer) ?? {};
  return (
    <div class="clicks" data-clicks={scenario}>
      <h3>{scenario}</h3>
      <p>
        {status ? STATUSES[status] : "no click yet"}
        {status && customer !== YOU && `, cart: ${items}`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what has the focus */}
      <ol tabIndex={0} aria-label={`Clicks on ${scenario}, newest first`}>
        {clicks.toReversed().map((answer, index) => (
          <Click key={index} answer={answer} />
        ))}
      </ol>
    </div>
  );
}

function Click({ answer }: { answer: Answer }) {
  const { operation, outcome, replica } = answer;
  const harms = harmsOf(answer);
  return (
    <li>
      {outcome === "answered" && replica !== null && <ReplicaMark replica={replica} />}
      <span>{CLICKS[operation]}</span>
      {harms.length > 0 && <b>{harms.join(", ")}</b>}
    </li>
  );
}

function ReplicaMark({ replica }: { replica: string }) {
  const appearance = appearanceOf(replica);
  return (
    <span class="click-replica">
      <svg class="mark" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
        <path class={`shape-mark replica-${appearance}`} d={svgPathOf(appearance)} />
      </svg>
      {replica}
    </span>
  );
}
