import type { Balancing, ScenarioName } from "../scenarios.ts";
import type { Release } from "./release.ts";

export const RUNTIME_NAMES = ["compose", "native"] as const;
export type RuntimeName = (typeof RUNTIME_NAMES)[number];

/** A scenario that is up. `url` is where customers find it. */
export interface Deployment {
  readonly runtime: RuntimeName;
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  readonly url: string;
}

/** `starting`: it runs and is not ready to serve. */
export type MemberState = "ready" | "starting" | "stopped";

/** One part of a deployment: a replica (shop-1 …, of a new version next-1 …), nginx or redis. */
export interface Member {
  readonly name: string;
  readonly role: "replica" | "nginx" | "redis";
  readonly state: MemberState;
  /** host:port as its peers reach it; null while it has none. */
  readonly address: string | null;
}

/** What a replica says of itself: requests of customers and milliseconds of CPU since it started, sessions in its state. */
export interface ReplicaStats {
  readonly requests: number;
  readonly sessions: number;
  readonly cpu: number;
}

/** What an experiment may want otherwise than the scenario has it. */
export interface Settings {
  /** Seconds without a click that end a session. */
  readonly sessionIdle?: number;
  /** How Redis keeps its data: not at all, synced to disk every second, or before each answer. */
  readonly persistence?: "off" | "everysec" | "always";
  /** The cart as a part of the session, as it is usually done: apps/shop-cart-in-session. */
  readonly cart?: "in-session";
}

export interface SlowDisk {
  readonly sync: number;
}

export interface UpRequest {
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  readonly replicas: number;
  readonly port: number;
  readonly settings?: Settings;
}

/** What verbs say that need a deployment, and the hint. */
export const NOTHING_UP = ["Nothing is up.", "Bring a scenario up first: scripts/lab up bug"] as const;

/** How many lines `logs` gives of each member. */
export const LOG_LINES = 100;

/** How many deployments can be up beside the first. */
export const BESIDE = 2;

/** Tells the user what is going on, a line each. */
export type Say = (line: string) => void;

/** What runs the replicas. All waiting is by readiness and bounded; failures are LabErrors. */
export interface Runtime {
  readonly name: RuntimeName;
  /** Whether it has members, running or not. */
  isUp(): Promise<boolean>;
  /** Whether there is anything to take down, be it what an `up` left that failed or was interrupted. */
  hasLeftovers(): Promise<boolean>;
  /** Null when nothing is up, or only a part without nginx. */
  deployment(): Promise<Deployment | null>;
  /** Returns when the shop answers. Nothing may be up before. */
  up(request: UpRequest, say: Say): Promise<Deployment>;
  /** Removes all that `up` made, also where it was interrupted. */
  down(say: Say): Promise<void>;
  /** Replicas by number, then nginx and redis. */
  members(): Promise<Member[]>;
  /** Null where the replica does not answer. */
  stats(replica: string): Promise<ReplicaStats | null>;
  /** Returns when all `replicas` are ready and nginx knows them. */
  scale(replicas: number, say: Say): Promise<void>;
  /** Lets nginx pick replicas another way; returns when it does. */
  balance(balancing: Balancing): Promise<void>;
  /** Returns when the next version's replicas are ready and nginx hands out shares as wished. */
  release(release: Release, say: Say): Promise<void>;
  /** SIGKILL; returns when the process is gone. */
  kill(member: string): Promise<void>;
  /** SIGTERM; returns when the process is gone. */
  stop(member: string): Promise<void>;
  /** Why no disk can be made slow here; null where it can. */
  slowDiskUnavailable(): Promise<string | null>;
  /** Returns when the member is ready. `disk`: it gets one on which each sync takes so many milliseconds, until it ends. */
  start(member: string, disk?: SlowDisk): Promise<void>;
  /** The member hangs: it takes connections and answers nobody, until `resume`. */
  pause(member: string): Promise<void>;
  resume(member: string): Promise<void>;
  /** The runtime of another deployment that can be up at the same time: `place` 1 to BESIDE. */
  beside(place: number): Runtime;
  /** What a member logged last, LOG_LINES lines at the most. */
  logs(member: string): Promise<string>;
  /** Writes what the members log to standard output until interrupted. */
  followLogs(members: readonly string[]): Promise<void>;
  /** How a simulated customer gets a client address of its own. */
  readonly clientAddress: ClientAddress;
}

/** `source`: connect from this loopback address. `header`: say it in a header that this deployment's nginx trusts. */
export type ClientAddress = { readonly by: "source" } | { readonly by: "header"; readonly header: string };
