import { effect, signal } from "@preact/signals";
import { lastAction, sides } from "../live/live-state.ts";
import { player } from "../playback/player.ts";
import { OutcomeWatch, type Words } from "./outcome-watch.ts";

const words = signal<Words>({ soFar: "", settled: "" });
const watch = new OutcomeWatch();

effect(() => {
  if (sides.value.length > 0) words.value = watch.update(lastAction.value, sides.value, player.now());
});

/** What came of the last action, in a sentence. Screen readers say it once, when the dust has settled. */
export const OutcomeLine = () => (
  <p class="outcome">
    {words.value.soFar && <span class="so-far">{words.value.soFar}</span>}
    <span role="status" class={words.value.soFar ? "unseen" : ""}>
      {words.value.settled}
    </span>
  </p>
);
