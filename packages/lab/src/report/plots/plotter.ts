import type { Experiment } from "../../engine/experiment.ts";
import type { ExperimentVerdict } from "../../engine/verdict.ts";
import type { ExperimentHistory } from "../../history/file.ts";
import type { Markup } from "../markup.ts";

/** The data of a plot. */
export interface Subject {
  readonly experiment: Experiment;
  readonly history: ExperimentHistory;
  readonly verdict: ExperimentVerdict;
}

/** Draws a figure. Returns null where the history has no data for it. */
export type Plotter = (subject: Subject) => Markup | null;
