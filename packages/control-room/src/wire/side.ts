import type { MemberState } from "@shop/lab/runtime/runtime.ts";
import type { Balancing, ScenarioName } from "@shop/lab/scenarios.ts";

/** A replica, nginx or Redis. */
export interface MemberStatus {
  readonly name: string;
  readonly role: "replica" | "nginx" | "redis";
  readonly state: MemberState;
  /** Answers a second, over the last five seconds. */
  readonly load: number;
  /** Customers whose last five answers or more all came from here. */
  readonly pinned: number;
}

/** `customers`, `strangers` and the latencies are of this moment, the rest are totals since the control room was opened. */
export interface Statistics {
  readonly customers: number;
  /** Customers who are taken for strangers. */
  readonly strangers: number;
  /** Orders that hold what the customer ordered, once. */
  readonly orders: number;
  /** How many times a customer was signed out by mistake. */
  readonly signedOut: number;
  /** Answers in which items were missing from a cart. */
  readonly cartsLost: number;
  /** Requests that ended with unknown outcome. */
  readonly unanswered: number;
  /** Latency over the last five seconds, in milliseconds; null if nothing was answered. */
  readonly p50: number | null;
  readonly p99: number | null;
}

/** One scenario that is up. */
export interface SideStatus {
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  readonly state: "memory" | "redis";
  /** URL of its shop. */
  readonly url: string;
  readonly members: readonly MemberStatus[];
  readonly statistics: Statistics;
  /** The action that is going on, as in "killing shop-2"; null if there is none. */
  readonly ongoing: string | null;
}
