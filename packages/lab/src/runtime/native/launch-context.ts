import type { NativePlan } from "./plan.ts";

/** How a program is started. */
export interface Launch {
  readonly command: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Folders that it writes into and no other user may read. */
  readonly privateFolders: readonly string[];
}

export interface LaunchContext {
  readonly plan: NativePlan;
  /** The deployment's. */
  readonly folder: string;
}
