import type { Balancing, Scenario, ScenarioName } from "../scenarios.ts";
import type { DeploymentName } from "./deployment-name.ts";
import type { Release } from "./release.ts";

export const RUNTIME_NAMES = ["compose", "native", "swarm"] as const;
export type RuntimeName = (typeof RUNTIME_NAMES)[number];

/** A scenario that is up. `url` is where programs find it. */
export interface Deployment {
  readonly name: DeploymentName;
  readonly runtime: RuntimeName;
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  readonly url: string;
  /** Where each nginx is, if there are several; `url` is the first one's. */
  readonly urls?: readonly string[];
}

/** `starting`: the process runs but is not ready to serve. `stopped`: it ended as it was asked to. `dead`: it was killed, or crashed. */
export type MemberState = "ready" | "starting" | "stopped" | "dead";

/** One part of a deployment: a replica (shop-1 …, of a new version next-1 …), nginx (nginx-1 and nginx-2 where there are two), redis (redis-1 … where there are several) or a Sentinel (sentinel-1 …). */
export interface Member {
  /** What the runtime knows it by, for as long as it exists: a container's id; on bare processes the name. */
  readonly id: string;
  readonly name: string;
  readonly role: "replica" | "nginx" | "redis" | "sentinel";
  readonly state: MemberState;
  /** Whether this Redis is the one, or of a cluster one of those, that takes changes. Absent where there is nothing to be master of. */
  readonly isMaster?: boolean;
  /** host:port as its peers reach it; null while it has none. */
  readonly address: string | null;
}

/** Whether a member's process runs, ready or not. */
export const isRunning = ({ state }: Pick<Member, "state">): boolean =>
  state === "ready" || state === "starting";

/** A deployment as one look showed it. */
export interface Snapshot {
  /** Null when nothing is up, or only a part without nginx. */
  readonly deployment: Deployment | null;
  /** Replicas by number, then nginx and redis; empty when nothing is up. */
  readonly members: readonly Member[];
}

/** What a replica reports of itself: requests of customers and milliseconds of CPU since it started, sessions in its state. */
export interface ReplicaStats {
  readonly requests: number;
  readonly sessions: number;
  readonly cpu: number;
}

export const STORES = ["sentinel", "cluster"] as const;
export type Store = (typeof STORES)[number];

/** How an experiment's deployment differs from its scenario. */
export interface Settings {
  /** Seconds without a click that end a session. */
  readonly sessionIdle?: number;
  /** How Redis keeps its data: not at all, synced to disk every second, or before each answer. */
  readonly persistence?: "off" | "everysec" | "always";
  /** Several Redis servers that replace each other, in place of one. */
  readonly store?: Store;
  /** Two nginx that share nothing, in place of one. */
  readonly balancers?: 2;
  /** What an answer to a change waits for; the shop's default where left out. */
  readonly waitsFor?: "nothing" | "WAIT 1" | "WAIT 2" | "min-replicas-to-write 1";
  /** The cart as a part of the session, as it is usually done: apps/shop-cart-in-session. */
  readonly cart?: "in-session";
}

/** A disk on which each sync takes `sync` milliseconds. */
export interface SlowDisk {
  readonly sync: number;
}

/** What to bring up. `port` is where customers will find it, on loopback. */
export interface UpRequest {
  readonly scenario: ScenarioName;
  readonly balancing: Balancing;
  readonly replicas: number;
  readonly port: number;
  readonly settings?: Settings;
}

/** Message and hint of verbs that need a deployment. */
export const NOTHING_UP = ["Nothing is up.", "Bring a scenario up first: scripts/lab up bug"] as const;

/** The most lines that `logs` returns of a member. */
export const LOG_LINES = 100;

/** Reports progress to the user, one line per call. */
export type Say = (line: string) => void;

/**
 * What runs the replicas. Verbs `look` once and act on what they saw. Every wait is for readiness and bounded; failures are
 * LabErrors.
 */
export interface Runtime {
  readonly name: RuntimeName;
  /** The name of the deployment that it runs. */
  readonly deploymentName: DeploymentName;
  /** How a simulated customer gets a client address of its own. */
  readonly clientAddress: ClientAddress;
  look(): Promise<Snapshot>;
  /** Returns when every member is ready. Nothing may be up before. */
  up(request: UpRequest, say: Say): Promise<Deployment>;
  /** Removes everything that `up` made, also where it was interrupted. */
  down(say: Say): Promise<void>;
  /** Null where the replica does not answer. */
  stats(replica: Member): Promise<ReplicaStats | null>;
  /** Starts the replicas that are stopped, too. Returns the members when all are ready and nginx knows them. */
  scale(snapshot: Snapshot, replicas: number, say: Say): Promise<readonly Member[]>;
  /** Changes how nginx picks a replica. Returns the changed deployment when nginx has loaded it. */
  balance(snapshot: Snapshot, balancing: Balancing): Promise<Deployment>;
  /**
   * Gives one nginx a list of replicas of its own, in this order, whatever the others list. Scaling does not change it. Returns when nginx
   * has loaded it. Absent where no nginx can have one.
   */
  setReplicas?(nginx: Member, replicas: readonly Member[]): Promise<void>;
  /** Returns when the next version's replicas are ready and nginx gives them their share. */
  release(snapshot: Snapshot, release: Release, say: Say): Promise<void>;
  /** SIGKILL; returns when the process has ended. */
  kill(member: Member): Promise<void>;
  /** SIGTERM; returns when the process has ended. */
  stop(member: Member): Promise<void>;
  /** Returns when the member is ready. `disk` slows its disk down until the member ends. */
  start(member: Member, disk?: SlowDisk): Promise<void>;
  /** Freezes the member: it still accepts connections and answers none until `resume`. */
  pause(member: Member): Promise<void>;
  resume(member: Member): Promise<void>;
  /** For Redis servers that replace each other; a clause that says why where there can be none. */
  readonly peers: Peers | string;
  /** Why disks cannot be slowed down here; null where they can. */
  slowDiskUnavailable(): Promise<string | null>;
  /** The same runtime for the deployment of that name, which can be up at the same time. */
  named(name: DeploymentName): Runtime;
  /** What a member logged last, at most LOG_LINES lines. */
  logs(member: Member): Promise<string>;
  /** What a member logs from now on, line by line, until its log ends or the signal aborts. */
  logLines(member: Member, signal: AbortSignal): AsyncIterable<string>;
  /** Copies what the members log to standard output until interrupted. */
  followLogs(members: readonly Member[]): Promise<void>;
}

/** A deployment of which something is up, before a look. */
export interface Up {
  readonly runtime: Runtime;
  readonly look: () => Promise<Snapshot>;
}

/** A deployment of which something is up. */
export interface Found {
  readonly runtime: Runtime;
  readonly snapshot: Snapshot;
}

/** What can be done with Redis servers that replace each other. Each throws a LabError where there are none. */
export interface Peers {
  /**
   * Hands over from a master to a replica of it. Returns when that is master. `gently`: changes pause until the replica has
   * everything.
   */
  failOver(gently: boolean): Promise<void>;
  /** Cuts a Redis off from its replicas and Sentinels; shops still reach it. */
  cutOff(redis: Member): Promise<void>;
  reconnect(redis: Member): Promise<void>;
}

/** `source`: connect from this loopback address. `header`: send it in a header that this deployment's nginx trusts. */
export type ClientAddress = { readonly by: "source" } | { readonly by: "header"; readonly header: string };

/** Where a deployment with these members keeps its state. */
export const stateOf = (members: readonly Member[]): Scenario["state"] =>
  members.some(({ role }) => role === "redis") ? "redis" : "memory";
