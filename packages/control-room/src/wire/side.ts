import type { Member, MemberState } from "@shop/lab/runtime/runtime.ts";
import type { Balancing, ScenarioName } from "@shop/lab/scenarios.ts";

export { isRunning } from "@shop/lab/runtime/runtime.ts";

/** A replica, nginx or Redis. */
export interface MemberStatus {
  readonly name: string;
  readonly role: Member["role"];
  readonly state: MemberState;
  /** Answers a second, over the last five seconds. */
  readonly load: number;
  /** Customers whose last five answers or more all came from here. */
  readonly pinned: number;
}

/** What is counted from when the control room was opened. */
export interface Totals {
  /** Orders that hold what the customer ordered, once. */
  readonly orders: number;
  /** How many times a customer was signed out by mistake. */
  readonly signedOut: number;
  /** Answers in which items were missing from a cart. */
  readonly cartsLost: number;
  /** Requests that got a 503 or another 5xx. */
  readonly unavailable: number;
  /** Requests that got no answer. */
  readonly unreachable: number;
}

/** The totals, and how things are at this moment. */
export interface Statistics extends Totals {
  readonly customers: number;
  /** Customers who are taken for strangers; null while every request fails, because then nobody can know. */
  readonly strangers: number | null;
  /** Latency of what was answered over the last five seconds, in milliseconds; null if nothing was, or while every request fails. */
  readonly p50: number | null;
  readonly p99: number | null;
}

/** One scenario that is up. */
export interface SideStatus {
  /** The name of its deployment, by which commands find it. */
  readonly name: string | undefined;
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  /** Decides how its customers behave. */
  readonly seed: number;
  readonly state: "memory" | "redis";
  /** URL of its shop, for browsers. */
  readonly url: string;
  readonly members: readonly MemberStatus[];
  readonly statistics: Statistics;
  /** The action that is going on, as in "killing shop-2"; null if there is none. */
  readonly ongoing: string | null;
  /** The number of the action that failed here last; absent if none did. */
  readonly failed?: number;
}
