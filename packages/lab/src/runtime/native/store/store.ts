import type { ServerStatus } from "../../store/peer-group.ts";
import type { Launch, LaunchContext } from "../launch-context.ts";
import type { ServerPlan } from "../plan.ts";

/** The servers that keep a deployment's state: one Redis, or several that replace each other. */
export interface Store {
  /** For REDIS_URL. */
  readonly url: string;
  launch(server: ServerPlan, context: LaunchContext): Launch;
  look(server: ServerPlan): Promise<ServerStatus>;
}
