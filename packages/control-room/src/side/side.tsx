import { SCENARIOS } from "@shop/lab/scenarios";
import type { SideView } from "../live/room.ts";
import { Stage } from "../stage/stage.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { NumbersStrip } from "./numbers-strip.tsx";

/** One scenario: what it is, its numbers, the picture, and its last two minutes. */
export function Side({ side, place, mostLoad }: { side: SideView; place: number; mostLoad: number }) {
  const { scenario, url, busy, numbers } = side;
  return (
    <section class="side" aria-labelledby={`side-${place}`} data-scenario={scenario}>
      <header class="side-head">
        <h2 id={`side-${place}`}>{scenario}</h2>
        <p>
          {SCENARIOS[scenario].about}. <a href={url}>Its shop</a>
        </p>
        <p class="busy" role="status">
          {busy && <span>doing: {busy}</span>}
        </p>
      </header>
      <NumbersStrip numbers={numbers} />
      <Stage side={side} place={place} mostLoad={mostLoad} />
      <Timeline side={side} />
    </section>
  );
}
