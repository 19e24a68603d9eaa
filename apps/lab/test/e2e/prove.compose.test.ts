import { proveContract } from "./prove-contract.ts";

/** What these show happens in the shop and its store, which are the same on every runtime. Bare processes prove it. */
const SAME_EVERYWHERE = [
  "redis-cost",
  "expiry",
  "concurrent-adds",
  "overlapping-clicks",
  "redis-down",
  "redis-failover",
  "slow-disk",
  "durability-cost",
];

proveContract("compose", { leftOut: SAME_EVERYWHERE });
