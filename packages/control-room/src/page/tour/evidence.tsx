import type { SideView } from "../live/live-state.ts";
import { increase } from "./compare-sides.ts";
import { before, bothSides, isSeen } from "./progress.ts";
import type { Step } from "./steps.ts";

/** What both sides have counted since the first button was pressed, and whether it is what the step announces. */
export function Evidence({ step }: { step: Step }) {
  const now = bothSides.value;
  if (!now) return null;
  if (!before.value)
    return (
      <p class="evidence">Press {step.buttons.length > 1 ? "the first button" : "the button"}, and watch.</p>
    );
  return (
    <div class={isSeen.value ? "evidence is-seen" : "evidence"}>
      <p role="status">{isSeen.value ? "✓ Seen." : "Watching …"}</p>
      <ul>
        <Increases now={now.memory} before={before.value.memory} />
        <Increases now={now.redis} before={before.value.redis} />
      </ul>
    </div>
  );
}

function Increases({ now, before }: { now: SideView; before: SideView }) {
  const unavailable = increase("unavailable", now, before);
  const unreachable = increase("unreachable", now, before);
  return (
    <li>
      <code>{now.scenario}</code> since then: {increase("signedOut", now, before)} signed out,{" "}
      {increase("cartsLost", now, before)} carts lost, {increase("orders", now, before)} orders
      {unavailable > 0 && `, ${unavailable} answered with 503`}
      {unreachable > 0 && `, ${unreachable} without an answer`}
    </li>
  );
}
