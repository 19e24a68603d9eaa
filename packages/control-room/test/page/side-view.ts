import type { SideView } from "../../src/page/live/live-state.ts";
import type { Answer, Customer } from "../../src/wire/customer.ts";
import type { LastAction } from "../../src/wire/last-action.ts";
import type { MemberStatus, Statistics } from "../../src/wire/side.ts";
import type { TimelinePoint } from "../../src/wire/timeline.ts";

/** A replica that is ready, with what differs. */
export const replica = (name: string, differs: Partial<MemberStatus> = {}): MemberStatus => ({
  name,
  role: "replica",
  state: "ready",
  load: 10,
  pinned: 0,
  ...differs,
});

/** Redis, ready or not. */
export const redis = (state: MemberStatus["state"] = "ready"): MemberStatus =>
  replica("redis", { role: "redis", state });

/** nginx, ready or not. */
export const nginx = (state: MemberStatus["state"] = "ready"): MemberStatus =>
  replica("nginx", { role: "nginx", state });

type Difference = Partial<Omit<SideView, "statistics">> & { readonly statistics?: Partial<Statistics> };

/** The side of `sticky-cookie` with 60 customers and three replicas, on which nothing has happened yet, with what differs. */
export function sideView({ statistics, ...differs }: Difference = {}): SideView {
  const totals = { orders: 0, signedOut: 0, cartsLost: 0, unavailable: 0, unreachable: 0 };
  return {
    name: "left",
    scenario: "sticky-cookie",
    balancing: "cookie",
    seed: 1,
    state: "memory",
    url: "http://localhost:8080",
    members: ["shop-1", "shop-2", "shop-3"].map((name) => replica(name)),
    statistics: { customers: 60, strangers: 0, ...totals, p50: 5, p99: 20, ...statistics },
    ongoing: null,
    customers: [],
    points: [],
    annotations: [],
    ...differs,
  };
}

/** The same with state in Redis. */
export const redisSideView = (differs: Difference = {}): SideView =>
  sideView({
    name: "right",
    scenario: "redis",
    balancing: "round-robin",
    state: "redis",
    members: [...["shop-1", "shop-2", "shop-3"].map((name) => replica(name)), redis()],
    ...differs,
  });

/** A point of the timeline at which nothing is wrong, with what differs. */
export const point = (time: number, differs: Partial<TimelinePoint> = {}): TimelinePoint => ({
  time,
  customers: 60,
  strangers: 0,
  p50: 5,
  p99: 20,
  unavailablePerSecond: 0,
  unreachablePerSecond: 0,
  ...differs,
});

/** A customer who is signed in at shop-1 with two items, with what differs. */
export const customer = (number: number, differs: Partial<Customer> = {}): Customer => ({
  number,
  status: "known",
  items: 2,
  replica: "shop-1",
  ...differs,
});

/** An answer to that customer, with what differs. */
export const answer = (number: number, differs: Partial<Answer> = {}): Answer => ({
  ...customer(number),
  operation: "cart",
  outcome: "answered",
  itemsLost: 0,
  ...differs,
});

/** A kill of shop-2 on both sides before which nothing had been counted, with what differs. */
export const lastAction = (differs: Partial<LastAction> = {}): LastAction => ({
  number: 1,
  time: 1000,
  action: { type: "kill", member: "shop-2" },
  targets: [0, 1],
  before: [sideView().statistics, redisSideView().statistics],
  ...differs,
});
