import type { ScenarioName } from "@shop/lab/scenarios.ts";
import { Diagram } from "../diagram/diagram.tsx";
import { connection } from "../live/connection.ts";
import type { SideView } from "../live/live-state.ts";
import { StatisticsStrip } from "./statistics-strip.tsx";

const ABOUT: Readonly<Record<ScenarioName, string>> = {
  bug: "State in each replica’s memory, and nobody is pinned.",
  "sticky-ip": "State in each replica’s memory, customers pinned by address.",
  "sticky-cookie": "State in each replica’s memory, customers pinned by cookie.",
  redis: "State in Redis, shared by all replicas.",
};

interface SideProps {
  readonly side: SideView;
  /** From 0. */
  readonly index: number;
  /** The load that fills a replica's bar, in answers a second. */
  readonly fullLoad: number;
}

/** One scenario: what it is, its statistics, and its diagram. */
export function Side({ side, index, fullLoad }: SideProps) {
  const { scenario, url, ongoing, statistics } = side;
  return (
    <section class="side" aria-labelledby={`side-${index}`} data-scenario={scenario}>
      <header class="side-head">
        <h2 id={`side-${index}`}>{scenario}</h2>
        {connection.value !== "none" && (
          <a href={url} target="_blank" rel="noopener">
            Its shop
          </a>
        )}
        <p class="busy" role="status">
          {ongoing && <span>{ongoing} …</span>}
        </p>
        <p class="about">{ABOUT[scenario]}</p>
      </header>
      <StatisticsStrip statistics={statistics} sideIndex={index} />
      <Diagram side={side} sideIndex={index} fullLoad={fullLoad} />
    </section>
  );
}
