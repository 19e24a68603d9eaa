import { signal } from "@preact/signals";
import { sides } from "../live/live-state.ts";

/** The side (from 0) that a narrow window shows. */
export const sideInView = signal(0);

/** For windows that are too narrow for both sides: chooses the one in view, and shows the scores of both. */
export function SideSwitch() {
  return (
    <fieldset class="side-switch">
      <legend class="unseen">Side in view</legend>
      {sides.value.map(({ scenario, statistics }, index) => (
        <label key={index}>
          <input
            type="radio"
            class="unseen"
            name="side-in-view"
            checked={sideInView.value === index}
            onChange={() => {
              sideInView.value = index;
            }}
          />
          <strong>{scenario}</strong>
          <span>
            <b class={statistics.signedOut > 0 ? "is-bad" : ""}>{statistics.signedOut}</b> signed out
          </span>
          <span>
            <b class={statistics.cartsLost > 0 ? "is-bad" : ""}>{statistics.cartsLost}</b> carts lost
          </span>
        </label>
      ))}
    </fieldset>
  );
}
