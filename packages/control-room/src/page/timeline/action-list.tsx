import { sides } from "../live/live-state.ts";
import { timeOfDay } from "../time-of-day.ts";
import { actionsTaken } from "./actions-taken.ts";

/** What the numbers in the timelines stand for. */
export function ActionList() {
  const actions = actionsTaken(sides.value);
  if (actions.length === 0) return null;
  return (
    <section class="actions-taken" aria-labelledby="actions-taken">
      <h2 id="actions-taken">What was done</h2>
      <ol>
        {actions.map(({ number, text, scenarios, time }) => (
          <li key={`${number} ${text}`}>
            <b class="badge">{number}</b> {text} on <code>{scenarios.join(", ")}</code> · {timeOfDay(time)}
          </li>
        ))}
      </ol>
    </section>
  );
}
