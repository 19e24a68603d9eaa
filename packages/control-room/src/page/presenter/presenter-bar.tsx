import { refusal } from "../controls/dispatch.ts";
import { placeOf, selectedSides } from "../controls/target-sides.ts";
import { stopPresenting } from "./presenter.ts";

/** The keys of presenter mode and the sides that they act on. */
export const PresenterBar = () => (
  <div class="presenter-bar">
    <p class="refusal" role="alert">
      {refusal.value}
    </p>
    <p>
      <kbd>1</kbd>–<kbd>8</kbd> kill or start a replica, <kbd>R</kbd> Redis, {placeOf(selectedSides())};{" "}
      <kbd>Space</kbd> pause
    </p>
    <button type="button" class="plain" onClick={stopPresenting}>
      Leave <kbd>Esc</kbd>
    </button>
  </div>
);
