import { EXPRESS_HELMET, EXPRESS_REDIS, FLOOR, SHOP_MEMORY, SHOP_REDIS } from "./contestants.ts";
import { nameOf, type Slice } from "./measure.ts";
import { cpuRatio, type Ratio } from "./ratios.ts";
import type { Kind } from "./requests.ts";

/** A row of the table: what was compared, what came out, and what we wanted. */
export interface Row {
  readonly what: string;
  /** As in "≥ 2.2". */
  readonly goal: string;
  readonly unit: "×" | "bytes" | "MB";
  readonly value: Ratio;
  readonly isMet: boolean;
}

/** What is measured besides time. */
export interface Sizes {
  /** Bytes. */
  readonly idleMemory: number;
  /** Bytes in Redis. */
  readonly session: number;
}

/** Stands beside those of one replica for each contestant. */
export const EIGHT = "8 replicas";
export const EIGHT_FLOORS = "8 floors";
export const FIGURES = "shop-redis, with figures";
export const THOUSAND = "1,000 sessions";
export const MILLION = "1,000,000 sessions";

/** Compares the measurements. Work done for each CPU second is the inverse of CPU time for each request. */
export function compare(slices: ReadonlyMap<string, Slice[]>, { idleMemory, session }: Sizes): Row[] {
  const of = (stand: string, kind: Kind) => slices.get(nameOf(stand, "nginx", kind)) ?? [];
  const ours = (kind: Kind) => of(SHOP_REDIS.name, kind);
  const faster = (what: string, peer: string, kind: Kind, goal: number) =>
    atLeast(what, cpuRatio(of(peer, kind), ours(kind)), goal);
  const withRedis = (what: string, kind: Kind, goal: number) =>
    atLeast(what, cpuRatio(of(EXPRESS_REDIS.name, kind), ours(kind), ["replicas", "redis"]), goal);
  return [
    faster("requests a CPU second, GET: shop-redis over Express", EXPRESS_REDIS.name, "get", 2.2),
    faster("the same, changes (ours once, theirs not)", EXPRESS_REDIS.name, "change", 2.5),
    // the shop does in Redis what makes a change count once
    withRedis("GET, with Redis's CPU: shop-redis over Express", "get", 2.2),
    withRedis("the same, changes", "change", 2.5),
    faster("GET: shop-redis over Express with helmet", EXPRESS_HELMET.name, "get", 2.2),
    faster("changes: shop-redis over Express with helmet", EXPRESS_HELMET.name, "change", 2.5),
    faster("GET: shop-redis over shop-memory", SHOP_MEMORY.name, "get", 0.9),
    atMost("CPU of a GET: shop-redis over the floor", cpuRatio(ours("get"), of(FLOOR.name, "get")), 1.5),
    atMost(
      "CPU of a change: shop-redis over the floor",
      cpuRatio(ours("change"), of(FLOOR.name, "change")),
      1.5,
    ),
    atMost("CPU of the cart's page over its JSON", cpuRatio(ours("page"), ours("get")), 1.5),
    atMost("CPU of a GET: 8 replicas over 1", cpuRatio(of(EIGHT, "get"), ours("get")), 1.1),
    atMost("the same for the floor", cpuRatio(of(EIGHT_FLOORS, "get"), of(FLOOR.name, "get")), 1.1),
    atMost(
      "CPU of a GET: with figures for Prometheus over without",
      cpuRatio(of(FIGURES, "get"), ours("get")),
      1.1,
    ),
    atMost(
      "CPU of a GET: 1,000,000 sessions and carts in Redis over 1,000",
      cpuRatio(of(MILLION, "get"), of(THOUSAND, "get")),
      1.05,
    ),
    { ...atMost("Redis: a session with a cart of five", exactly(session), 550), unit: "bytes" },
    { ...atMost("memory of an idle replica (RSS)", exactly(idleMemory / 1e6), 70), unit: "MB" },
  ];
}

const exactly = (value: number): Ratio => ({ median: value, quartiles: [value, value] });

const atLeast = (what: string, value: Ratio, goal: number): Row => ({
  what,
  goal: `≥ ${goal}`,
  unit: "×",
  value,
  isMet: value.median >= goal,
});

const atMost = (what: string, value: Ratio, goal: number): Row => ({
  what,
  goal: `≤ ${goal}`,
  unit: "×",
  value,
  isMet: value.median <= goal,
});
