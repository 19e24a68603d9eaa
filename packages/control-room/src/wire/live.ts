import type { MemberState, RuntimeName } from "@shop/lab/runtime/runtime.ts";
import type { Balancing, ScenarioName } from "@shop/lab/scenarios.ts";

/**
 * What the shop takes a customer for, by the last answer that told: nobody yet, the one who signed in, or a stranger although they
 * had signed in.
 */
export type Standing = "newcomer" | "known" | "stranger";

/** A customer as the page shows one. All of it comes from answers that the customer got. */
export interface CustomerNow {
  /** From 1. */
  readonly customer: number;
  readonly standing: Standing;
  /** How many items the customer must take to be in the cart. */
  readonly items: number;
  /** The replica that answered last; null before any did. */
  readonly replica: string | null;
}

/** One answer: the way that a dot goes. */
export interface Trip extends CustomerNow {
  /** False where the request ended without telling, as a 503 does. */
  readonly told: boolean;
  /** How many items that were in the cart this answer no longer has. */
  readonly dropped: number;
}

/** A replica, nginx or redis at this moment. */
export interface MemberNow {
  readonly name: string;
  readonly role: "replica" | "nginx" | "redis";
  readonly state: MemberState;
  /** Answers a second, lately. */
  readonly load: number;
  /** Customers whose last answers all came from here. */
  readonly pinned: number;
}

/** Counts since the control room was opened, and how it is lately. */
export interface Numbers {
  readonly customers: number;
  /** Who of them is taken for a stranger at this moment. */
  readonly strangers: number;
  /** Right orders. */
  readonly orders: number;
  readonly signedOut: number;
  readonly cartsLost: number;
  /** Requests that ended without telling. */
  readonly unanswered: number;
  /** Milliseconds; null where nothing was answered lately. */
  readonly p50: number | null;
  readonly p99: number | null;
}

/** One second of the timeline. */
export interface Moment extends Pick<Numbers, "customers" | "strangers" | "p50" | "p99"> {
  /** Unix time in seconds. */
  readonly time: number;
}

/** Something that was done to the scenario, at its place in the timeline. */
export interface Mark {
  /** Unix time in seconds. */
  readonly time: number;
  readonly deed: string;
}

/** One scenario as it stands. */
export interface SideNow {
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  readonly state: "memory" | "redis";
  /** Where its shop is. */
  readonly url: string;
  readonly members: readonly MemberNow[];
  readonly numbers: Numbers;
  /** The command that does what is being done to it; null while nothing is. */
  readonly busy: string | null;
}

/** A side with all that a page needs that has seen nothing yet. */
export interface SideWhole extends SideNow {
  readonly customers: readonly CustomerNow[];
  readonly moments: readonly Moment[];
  readonly marks: readonly Mark[];
}

/** A side with what is new since the update before. */
export interface SideNews extends SideNow {
  readonly trips: readonly Trip[];
  readonly moments: readonly Moment[];
  readonly marks: readonly Mark[];
}

/** The event `snapshot`: the first on each connection. */
export interface Snapshot {
  readonly runtime: RuntimeName;
  readonly sides: readonly SideWhole[];
}

/** The event `update`: some times a second. */
export interface Update {
  readonly sides: readonly SideNews[];
}

/** How many seconds the timeline goes back. */
export const TIMELINE = 120;
