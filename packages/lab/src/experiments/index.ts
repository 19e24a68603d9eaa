import type { Experiment } from "../prove/experiment.ts";
import { checkoutBug } from "./checkout-bug.ts";

/** Every experiment, in the order in which the story is told. */
export const EXPERIMENTS: readonly Experiment[] = [checkoutBug];
