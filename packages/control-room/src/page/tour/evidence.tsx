import type { SideView } from "../live/room.ts";
import { before, isSeen, pair } from "./progress.ts";
import { grown, type Step } from "./steps.ts";

/** What the sides have counted since the first press, and whether it is what the step promised. */
export function Evidence({ step }: { step: Step }) {
  if (!pair.value) return null;
  const since = before.value;
  if (!since)
    return (
      <p class="evidence">Press {step.presses.length > 1 ? "the first button" : "the button"}, and watch.</p>
    );
  return (
    <div class={isSeen.value ? "evidence is-seen" : "evidence"}>
      <p role="status">{isSeen.value ? "✓ Seen." : "Watching …"}</p>
      <ul>
        <Counts now={pair.value.memory} then={since.memory} />
        <Counts now={pair.value.redis} then={since.redis} />
      </ul>
    </div>
  );
}

function Counts({ now, then }: { now: SideView; then: SideView }) {
  const unanswered = grown("unanswered", now, then);
  return (
    <li>
      <code>{now.scenario}</code> since then: {grown("signedOut", now, then)} signed out,{" "}
      {grown("cartsLost", now, then)} carts lost, {grown("orders", now, then)} orders
      {unanswered > 0 && `, ${unanswered} without an answer`}
    </li>
  );
}
