import * as Plot from "@observablehq/plot";
import { compareNames } from "../../runtime/members.ts";
import { html, type Markup } from "../markup.ts";
import type { Subject } from "./plotter.ts";
import { icon } from "./svg.ts";

/** How a replica looks in every plot of an experiment: a colour, and a shape for readers who do not see the colour. */
export interface ReplicaStyle {
  readonly replica: string;
  readonly colour: string;
  readonly symbol: Plot.SymbolType;
}

const SYMBOLS: readonly Plot.SymbolType[] = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "star",
  "cross",
  "wye",
  "hexagon",
];

/** The replicas of an experiment's arms, and all that answered, by number; those of a next version come last. */
export function replicasOf({ experiment, history }: Subject): ReplicaStyle[] {
  const most = Math.max(...experiment.arms.map(({ replicas }) => replicas));
  const names = new Set(Array.from({ length: most }, (_, i) => `shop-${i + 1}`));
  for (const { events } of history.arms.values()) {
    for (const { replica } of events) if (replica) names.add(replica);
  }
  return [...names].sort(compareNames).map((replica, i) => ({
    replica,
    colour: `var(--replica-${(i % SYMBOLS.length) + 1})`,
    symbol: SYMBOLS[i % SYMBOLS.length] as Plot.SymbolType,
  }));
}

/** Dots in the look of a replica. */
export const dotsOf = <T>({ colour, symbol }: ReplicaStyle, data: readonly T[], options: Plot.DotOptions) =>
  Plot.dot(data as T[], {
    symbol,
    fill: colour,
    stroke: "none",
    r: symbol === "circle" ? 2.7 : 3,
    ...options,
  });

/** A shape and what it stands for. */
export const legendItem = (words: string, mark: Plot.Markish): Markup =>
  html`<li>${icon(mark)} ${words}</li>`;
