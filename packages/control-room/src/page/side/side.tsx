import type { ScenarioName } from "@shop/lab/scenarios.ts";
import type { SideView } from "../live/room.ts";
import { Stage } from "../stage/stage.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { NumbersStrip } from "./numbers-strip.tsx";

const ABOUT: Readonly<Record<ScenarioName, string>> = {
  bug: "State in each replica’s memory, and nobody is pinned.",
  "sticky-ip": "State in each replica’s memory, customers pinned by address.",
  "sticky-cookie": "State in each replica’s memory, customers pinned by cookie.",
  redis: "State in Redis, shared by all replicas.",
};

/** One scenario: what it is, its numbers, the picture, and its last two minutes. */
export function Side({ side, place, mostLoad }: { side: SideView; place: number; mostLoad: number }) {
  const { scenario, url, busy, numbers } = side;
  return (
    <section class="side" aria-labelledby={`side-${place}`} data-scenario={scenario}>
      <header class="side-head">
        <h2 id={`side-${place}`}>{scenario}</h2>
        <p class="busy" role="status">
          {busy && <span>{busy} …</span>}
        </p>
        <p class="about">
          {ABOUT[scenario]} <a href={url}>Its shop</a>
        </p>
      </header>
      <NumbersStrip numbers={numbers} />
      <Stage side={side} place={place} mostLoad={mostLoad} />
      <Timeline side={side} />
    </section>
  );
}
