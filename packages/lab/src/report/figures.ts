import type { Experiment, Figure } from "../engine/experiment.ts";
import type { ExperimentVerdict } from "../engine/verdict.ts";
import type { ExperimentHistory } from "../history/file.ts";
import type { Markup } from "./markup.ts";
import { fates } from "./plots/fates.ts";
import { kept } from "./plots/kept.ts";
import { latency } from "./plots/latency.ts";
import { load } from "./plots/load.ts";
import type { Plotter } from "./plots/plotter.ts";
import { served } from "./plots/served.ts";

/** The figures that an experiment asks for; null for each for which the history has no data. */
export const figures = (
  experiment: Experiment,
  history: ExperimentHistory,
  verdict: ExperimentVerdict,
): (Markup | null)[] =>
  experiment.figures.map((figure) => plotterOf(figure)({ experiment, history, verdict }));

function plotterOf(figure: Figure): Plotter {
  switch (figure.plot) {
    case "served":
      return served;
    case "fates":
      return fates;
    case "kept":
      return kept;
    case "latency":
      return latency(figure.operation);
    case "load":
      return load(figure);
  }
}
