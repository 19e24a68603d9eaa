import type { Launch, LaunchContext } from "../launch-context.ts";
import type { ServerPlan } from "../plan.ts";

/** What there is to know of a server of a store. */
export interface ServerStatus {
  readonly isReady: boolean;
  /** Absent where there is nothing to be master of. */
  readonly isMaster?: boolean;
}

/** The servers that keep a deployment's state: one Redis, or several that replace each other. */
export interface Store {
  /** Servers that start together, after those before them are ready. */
  readonly stages: readonly (readonly ServerPlan[])[];
  /** For REDIS_URL. */
  readonly url: string;
  launch(server: ServerPlan, context: LaunchContext): Launch;
  look(server: ServerPlan): Promise<ServerStatus>;
  /** What remains to be done when all servers run. */
  form?(): Promise<void>;
  /** As in Peers. Absent where there are no replicas. */
  failOver?(gently: boolean): Promise<void>;
}
