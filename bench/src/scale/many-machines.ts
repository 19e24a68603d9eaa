import { median, percentile, sum } from "@shop/lab/statistics.ts";
import { seededDraw } from "./draw.ts";
import type { Kind, Measured } from "./measured.ts";
import { send } from "./request.ts";
import { Servers, Simulation } from "./simulation.ts";
import { Store } from "./store.ts";

/** A shop on machines of its own. */
export interface Deployment {
  readonly nginxes: number;
  /** Of each nginx. */
  readonly workers: number;
  readonly replicas: number;
  readonly stores: number;
  /** For how long a store waits for its disk when it has made changes. */
  readonly syncMicroseconds: number;
}

export interface Load {
  readonly perSecond: number;
  /** The part of requests that are changes. */
  readonly changes: number;
  readonly seconds: number;
}

export interface Result {
  /** Milliseconds. */
  readonly latency: Readonly<Record<Kind, { readonly p50: number; readonly p99: number }>>;
  /** The part of the time for which each kind of machine was busy; a store also while it waited for its disk. */
  readonly busy: { readonly nginx: number; readonly replica: number; readonly store: number };
  /** Requests of the second half that had no answer at the end. Many mean that queues only grow. */
  readonly unanswered: number;
}

/** Between two machines of one zone, one way: an assumption, and not measured here. */
export const HOP_MICROSECONDS = 100;

/** Customers send requests whether or not earlier ones are answered. What the first half did is not counted: queues begin empty. */
export function manyMachines(
  deployment: Deployment,
  load: Load,
  { seed, cpu }: { seed: number; cpu: Record<Kind, Measured["cpu"]> },
): Result {
  const [simulation, draw] = [new Simulation(), seededDraw(seed)];
  const { nginxes, replicas, stores, hop } = build(simulation, deployment);
  const pick = <T>(items: readonly T[]) => items[Math.floor(draw.share() * items.length)] as T;
  const milliseconds: Record<Kind, number[]> = { get: [], change: [] };
  const end = load.seconds * 1e6;
  let sent = 0;

  const arrive = () => {
    const begun = simulation.now;
    const counts = begun > end / 2;
    if (counts) sent++;
    const nginx = pick(nginxes);
    const replica = replicas[nginx.next++ % replicas.length] as Servers;
    const kind = draw.share() < load.changes ? "change" : "get";
    const route = { nginx: nginx.servers, replica, store: pick(stores), hop };
    send({ simulation, draw }, route, kind, cpu[kind], () => {
      if (counts) milliseconds[kind].push((simulation.now - begun) / 1000);
    });
    simulation.after(draw.exponential(1e6 / load.perSecond), arrive);
  };
  arrive();
  simulation.run(end);

  const busy = (all: readonly { busy: number }[], each = 1) =>
    sum(all.map((one) => one.busy)) / all.length / each / end;
  const of = (values: readonly number[]) => ({ p50: median(values), p99: percentile(values, 0.99) });
  return {
    latency: { get: of(milliseconds.get), change: of(milliseconds.change) },
    busy: {
      nginx: busy(
        nginxes.map(({ servers }) => servers),
        deployment.workers,
      ),
      replica: busy(replicas),
      store: busy(stores),
    },
    unanswered: sent - milliseconds.get.length - milliseconds.change.length,
  };
}

function build(simulation: Simulation, { nginxes, workers, replicas, stores, syncMicroseconds }: Deployment) {
  const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
  return {
    // each takes turns by itself, and all began at some time or other
    nginxes: many(nginxes, (n) => ({
      servers: new Servers(simulation, workers),
      next: Math.floor((n * replicas) / nginxes),
    })),
    replicas: many(replicas, () => new Servers(simulation, 1)),
    stores: many(stores, () => new Store(simulation, new Servers(simulation, 1), () => syncMicroseconds)),
    hop: HOP_MICROSECONDS,
  };
}
