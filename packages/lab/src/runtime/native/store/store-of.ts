import type { NativePlan } from "../plan.ts";
import { cluster } from "./cluster.ts";
import { sentinel } from "./sentinel.ts";
import { single } from "./single.ts";
import type { Store } from "./store.ts";

/** `folder`: the deployment's. */
export function storeOf(plan: NativePlan, folder: string): Store {
  const { store } = plan.settings;
  if (store === "sentinel") return sentinel(plan);
  return store === "cluster" ? cluster(plan) : single(plan, folder);
}
