import type { ExperimentHistory } from "../history/file.ts";
import type { Experiment } from "../prove/experiment.ts";
import type { ExperimentVerdict } from "../prove/verdict.ts";
import type { Markup } from "./markup.ts";
import { fates } from "./plots/fates.ts";
import { kept } from "./plots/kept.ts";
import { latency } from "./plots/latency.ts";
import { load } from "./plots/load.ts";
import { served } from "./plots/served.ts";

/** All that a plot may show. */
export interface Subject {
  readonly experiment: Experiment;
  readonly history: ExperimentHistory;
  readonly verdict: ExperimentVerdict;
}

/** A kind of plot: a figure, or nothing where the history holds nothing for it. */
export type Plotter = (subject: Subject) => Markup | null;

/** What to look at in each experiment. What is not named here shows the customers' fates. */
const PLOTS: Readonly<Record<string, readonly Plotter[]>> = {
  "checkout-bug": [served, fates],
  "uneven-load": [load({ from: "load" })],
  "behind-nat": [load()],
  "dead-replica": [served, fates],
  "hung-replica": [served, fates],
  "scale-up": [served],
  "scale-down": [served, fates],
  "rolling-deploy": [served, fates],
  "blue-green": [served, fates],
  canary: [served, fates],
  "redis-cost": [latency("cart")],
  expiry: [served],
  "concurrent-adds": [kept],
  "overlapping-clicks": [kept],
  "redis-down": [served],
  "slow-disk": [served],
  "durability-cost": [latency("add")],
  "half-the-traffic": [load({ from: "load", to: "kill" }), served, fates],
};

export function figures(
  experiment: Experiment,
  history: ExperimentHistory,
  verdict: ExperimentVerdict,
): (Markup | null)[] {
  const plotters = PLOTS[experiment.name] ?? [fates];
  return plotters.map((plot) => plot({ experiment, history, verdict }));
}
