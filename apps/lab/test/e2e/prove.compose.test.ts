import { proveContract } from "./prove-contract.ts";

/** What these do to a deployment others do as well, and what they show is in the shop and in Redis. Bare processes prove it. */
const SAME_AS_ON_BARE_PROCESSES = ["redis-cost", "overlapping-clicks", "redis-down", "durability-cost"];

proveContract("compose", { leftOut: SAME_AS_ON_BARE_PROCESSES });
