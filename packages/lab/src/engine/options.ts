import type { Runtime, Say } from "../runtime/runtime.ts";

/** How and on which runtime experiments are run. */
export interface RunnerOptions {
  readonly runtime: Runtime;
  /** Where customers reach the shop. */
  readonly port: number;
  readonly seed: number;
  /** Fewer customers, less time. */
  readonly quick: boolean;
  /** Customers in each arm, for the experiments that let the user choose. */
  readonly customers: number | undefined;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly say: Say;
}
