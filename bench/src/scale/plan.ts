import type { Kind, Measured } from "./measured.ts";

/** Assumptions about customers, for people to replace by their own. */
export const CUSTOMERS = {
  /** The part that shops at the busiest time. */
  active: 0.1,
  /** Seconds from click to click. */
  pause: 10,
  /** The part of clicks that change a cart. */
  changes: 0.1,
  /** How often one clicks after signing in. */
  clicksOfVisit: 30,
} as const;

/** No processor is planned to be busy for more than this: beyond, waiting grows faster than load. */
const MOST_BUSY = 0.6;

/** Processors of an nginx. */
export const WORKERS = 4;

/** The most that one Redis holds: a replica that begins anew must copy all of it. */
const STORE_BYTES = 4e9;

/** Of each worker of nginx, as in nginx.conf, which keeps a customer's connection for longer than from click to click. */
const WORKER_CONNECTIONS = 8192;

/** Fewer could not lose one. */
const FEWEST = { nginxes: 2, replicas: 3 } as const;

/** What was measured: microseconds of CPU time for a click and for a sign-in, and bytes in Redis. */
export interface Inputs {
  readonly cpu: Record<Kind, Measured["cpu"]>;
  readonly signIn: number;
  readonly bytesPerCustomer: number;
}

export interface Plan {
  readonly customers: number;
  readonly perSecond: number;
  /** By what their processors can do, and by the connections that they are set to hold. */
  readonly nginxes: number;
  readonly nginxesByConnections: number;
  /** For clicks alone. */
  readonly replicas: number;
  /** Processors that check passwords, in more replicas or elsewhere. */
  readonly signInProcessors: number;
  /** Redis servers that must be masters, by what their thread can execute and by what their memory can hold. */
  readonly storesByWork: number;
  readonly storesByMemory: number;
  readonly bytes: number;
}

/** How many of each a shop needs, from what scripts/bench measured for one. */
export function plan(customers: number, { cpu, signIn, bytesPerCustomer }: Inputs): Plan {
  const active = customers * CUSTOMERS.active;
  const perSecond = active / CUSTOMERS.pause;
  const mixed = (part: "nginx" | "replicas" | "redis") =>
    (1 - CUSTOMERS.changes) * cpu.get[part] + CUSTOMERS.changes * cpu.change[part];
  const processors = (part: "nginx" | "replicas" | "redis") => (perSecond * mixed(part)) / 1e6 / MOST_BUSY;
  const bytes = customers * bytesPerCustomer;
  return {
    customers,
    perSecond,
    nginxes: Math.max(FEWEST.nginxes, Math.ceil(processors("nginx") / WORKERS)),
    nginxesByConnections: Math.max(FEWEST.nginxes, Math.ceil(active / WORKERS / WORKER_CONNECTIONS)),
    signInProcessors: Math.ceil(((perSecond / CUSTOMERS.clicksOfVisit) * signIn) / 1e6 / MOST_BUSY),
    replicas: Math.max(FEWEST.replicas, Math.ceil(processors("replicas"))),
    storesByWork: Math.ceil(processors("redis")),
    storesByMemory: Math.ceil(bytes / STORE_BYTES),
    bytes,
  };
}
