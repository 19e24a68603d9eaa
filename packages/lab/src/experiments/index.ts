import type { Experiment } from "../prove/experiment.ts";
import { balancingFree } from "./balancing-free.ts";
import { behindNat } from "./behind-nat.ts";
import { blueGreen } from "./blue-green.ts";
import { canary } from "./canary.ts";
import { checkoutBug } from "./checkout-bug.ts";
import { concurrentAdds } from "./concurrent-adds.ts";
import { deadReplica } from "./dead-replica.ts";
import { durabilityCost } from "./durability-cost.ts";
import { expiry } from "./expiry.ts";
import { halfTheTraffic } from "./half-the-traffic.ts";
import { hungReplica } from "./hung-replica.ts";
import { overlappingClicks } from "./overlapping-clicks.ts";
import { redisCost } from "./redis-cost.ts";
import { redisDown } from "./redis-down.ts";
import { rollingDeploy } from "./rolling-deploy.ts";
import { scaleDown } from "./scale-down.ts";
import { scaleUp } from "./scale-up.ts";
import { slowDisk } from "./slow-disk.ts";
import { smallShop } from "./small-shop.ts";
import { storm } from "./storm.ts";
import { unevenLoad } from "./uneven-load.ts";

/** What `prove` runs unless told otherwise, in the order in which the story is told. */
export const EXPERIMENTS: readonly Experiment[] = [
  checkoutBug,
  balancingFree,
  unevenLoad,
  behindNat,
  deadReplica,
  hungReplica,
  scaleUp,
  scaleDown,
  rollingDeploy,
  blueGreen,
  canary,
  redisCost,
  expiry,
  concurrentAdds,
  overlappingClicks,
  redisDown,
  slowDisk,
  durabilityCost,
  halfTheTraffic,
  smallShop,
];

/** Every experiment there is: the storm has a verb of its own, for it is about what the fix endures and not about who is right. */
export const ALL_EXPERIMENTS: readonly Experiment[] = [...EXPERIMENTS, storm];
