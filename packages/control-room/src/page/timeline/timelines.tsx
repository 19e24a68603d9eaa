import { sides } from "../live/live-state.ts";
import { Timeline } from "./timeline.tsx";

/** The timelines of all sides, side by side. */
export const Timelines = () => (
  <div class={`timelines of-${sides.value.length}`}>
    {sides.value.map((side, index) => (
      <section key={index} aria-label={`The last two minutes of ${side.scenario}`}>
        <Timeline side={side} />
      </section>
    ))}
  </div>
);
