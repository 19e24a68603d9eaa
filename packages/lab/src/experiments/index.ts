import type { Experiment } from "../engine/experiment.ts";
import { EXIT, LabError } from "../errors.ts";
import { balancingFree } from "./balancing-free.ts";
import { behindNat } from "./behind-nat.ts";
import { blueGreen } from "./blue-green.ts";
import { canary } from "./canary.ts";
import { checkoutBug } from "./checkout-bug.ts";
import { concurrentAdds } from "./concurrent-adds.ts";
import { deadReplica } from "./dead-replica.ts";
import { durabilityCost } from "./durability-cost.ts";
import { expiry } from "./expiry.ts";
import { fourScenarios } from "./four-scenarios.ts";
import { halfTheTraffic } from "./half-the-traffic.ts";
import { hungReplica } from "./hung-replica.ts";
import { overlappingClicks } from "./overlapping-clicks.ts";
import { redisCost } from "./redis-cost.ts";
import { redisDown } from "./redis-down.ts";
import { redisFailover } from "./redis-failover.ts";
import { rollingDeploy } from "./rolling-deploy.ts";
import { scaleDown } from "./scale-down.ts";
import { scaleUp } from "./scale-up.ts";
import { slowDisk } from "./slow-disk.ts";
import { smallShop } from "./small-shop.ts";
import { storm } from "./storm.ts";
import { twoBalancers } from "./two-balancers.ts";
import { unevenLoad } from "./uneven-load.ts";

/** What `prove` runs by default, in the order of the story. */
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
  twoBalancers,
  redisCost,
  expiry,
  concurrentAdds,
  overlappingClicks,
  redisDown,
  redisFailover,
  slowDisk,
  durabilityCost,
  halfTheTraffic,
  smallShop,
];

/** Every experiment there is. Two have a verb of their own: `lab demo` tells the whole story in short, `lab storm` shows what the fix endures. */
export const ALL_EXPERIMENTS: readonly Experiment[] = [...EXPERIMENTS, fourScenarios, storm];

/** What the report of these experiments is about: they, and beside them what `prove` would have run as well. */
export function reportedWith(ran: readonly Experiment[]): readonly Experiment[] {
  const isPartOfStory = ran.some((experiment) => EXPERIMENTS.includes(experiment));
  return ALL_EXPERIMENTS.filter(
    (experiment) => ran.includes(experiment) || (isPartOfStory && EXPERIMENTS.includes(experiment)),
  );
}

/** The experiment of this name; a LabError that lists the known names where there is none. */
export function requireExperiment(name: string): Experiment {
  const experiment = ALL_EXPERIMENTS.find((known) => known.name === name);
  if (experiment) return experiment;
  const known = ALL_EXPERIMENTS.map((one) => one.name).join(", ");
  throw new LabError(`There is no experiment "${name}".`, `There are: ${known}.`, EXIT.usage);
}
