import { availableParallelism, totalmem } from "node:os";
import type { ExperimentVerdict } from "../engine/verdict.ts";
import type { RuntimeName } from "../runtime/runtime.ts";
import { type Versions, versionsOf } from "./versions.ts";

/**
 * What `prove` writes as journal.json: all that is needed to read a run without having been there. The histories, one JSONL file
 * an experiment, lie beside it.
 */
export interface Journal {
  /** Grows by one whenever a reader of the version before would misread it. */
  readonly schema: 1;
  readonly runtime: RuntimeName;
  /** Where chance began: the same seed makes the same choices. */
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
