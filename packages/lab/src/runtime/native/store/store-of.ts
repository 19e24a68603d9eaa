import type { PeerGroup } from "../../store/peer-group.ts";
import type { NativePlan } from "../plan.ts";
import { cluster } from "./cluster.ts";
import { nativeGroup } from "./native-group.ts";
import { sentinel } from "./sentinel.ts";
import { single } from "./single.ts";
import type { Store } from "./store.ts";

/** `folder`: the deployment's. */
export function storeOf(plan: NativePlan, folder: string): Store {
  const group = nativeGroup(plan, folder);
  if (!group) return single(plan, folder);
  const store = plan.settings.store === "sentinel" ? sentinel(plan) : cluster(plan);
  return { ...store, look: lookIn(group) };
}

const lookIn =
  (group: PeerGroup): Store["look"] =>
  async ({ name }) =>
    (await group.look([name]))[0] ?? { isReady: false };
