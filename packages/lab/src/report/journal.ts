import { availableParallelism, totalmem } from "node:os";
import type { ExperimentVerdict } from "../engine/verdict.ts";
import type { RuntimeName } from "../runtime/runtime.ts";
import { type Versions, versionsOf } from "./versions.ts";

/**
 * What `prove` writes as journal.json: everything that is needed to understand a run. Beside it are the histories, one JSONL file for
 * each experiment.
 */
export interface Journal {
  /** Incremented when a reader of the previous version would misread it. */
  readonly schema: 1;
  readonly runtime: RuntimeName;
  /** Of the random source: the same seed gives the same choices. */
  readonly seed: number;
  /** Fewer customers and less time. */
  readonly quick: boolean;
  /** ISO 8601, UTC. */
  readonly began: string;
  /** ISO 8601, UTC. */
  readonly ended: string;
  readonly versions: Versions;
  readonly machine: {
    /** Processors that the lab may use. */
    readonly cpus: number;
    /** Bytes. */
    readonly memory: number;
  };
  /** In the order of the story. An experiment that was not asked for is absent. */
  readonly verdicts: readonly ExperimentVerdict[];
}

/** The journal of a run that ends now, on this machine. */
export async function writeUp({
  verdicts,
  ...run
}: Pick<Journal, "runtime" | "seed" | "quick" | "began" | "verdicts">): Promise<Journal> {
  return {
    schema: 1,
    ...run,
    ended: new Date().toISOString(),
    versions: await versionsOf(run.runtime),
    machine: { cpus: availableParallelism(), memory: totalmem() },
    verdicts,
  };
}
