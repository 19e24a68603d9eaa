import { median, percentile, sum } from "@shop/lab/statistics.ts";
import { expect, test } from "vitest";
import { seededDraw } from "../src/scale/draw.ts";
import { HOP_MICROSECONDS, manyMachines } from "../src/scale/many-machines.ts";
import { plan } from "../src/scale/plan.ts";
import { Servers, Simulation } from "../src/scale/simulation.ts";
import { Store } from "../src/scale/store.ts";

const SEED = 7;
const SERVICE = 100;

/** How long each of the requests took, of which one arrives every `between` microseconds on average. */
function openQueue({
  servers,
  between,
  count,
}: {
  servers: number;
  between: number;
  count: number;
}): number[] {
  const [simulation, draw] = [new Simulation(), seededDraw(SEED)];
  const queue = new Servers(simulation, servers);
  const times: number[] = [];
  const arrive = (left: number) => {
    const begun = simulation.now;
    queue.serve(draw.exponential(SERVICE), () => times.push(simulation.now - begun));
    if (left > 1) simulation.after(draw.exponential(between), () => arrive(left - 1));
  };
  arrive(count);
  simulation.run(Number.POSITIVE_INFINITY);
  return times;
}

/** Erlang's formula: the chance to wait at `servers` servers that are offered so much work. */
function erlangC(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

const mean = (values: readonly number[]) => sum(values) / values.length;
const closeTo = (value: number, expected: number, share = 0.03) =>
  expect(Math.abs(value / expected - 1), `${value} instead of ${expected}`).toBeLessThan(share);

test.each([
  [1, 0.5],
  [1, 0.8],
  [3, 0.8],
  [16, 0.9],
])("M/M/%d at %d takes as long as Erlang says", (servers, utilisation) => {
  const times = openQueue({ servers, between: SERVICE / servers / utilisation, count: 400_000 });
  const wait = (erlangC(servers, servers * utilisation) * SERVICE) / servers / (1 - utilisation);
  closeTo(mean(times), SERVICE + wait);
});

test("at M/M/1 even the rarer times are distributed exponentially", () => {
  const times = openQueue({ servers: 1, between: 2 * SERVICE, count: 400_000 });
  closeTo(median(times), Math.log(2) * 2 * SERVICE);
  closeTo(percentile(times, 0.99), Math.log(100) * 2 * SERVICE);
});

test("customers who wait for their answers are as fast as mean value analysis says", () => {
  const [simulation, draw] = [new Simulation(), seededDraw(SEED)];
  const stations = [30, 60, 10].map((work) => ({ work, queue: new Servers(simulation, 1) }));
  let done = 0;
  const visit = (n: number): void => {
    const { work, queue } = stations[n] as (typeof stations)[number];
    queue.serve(draw.exponential(work), () => {
      if (n + 1 < stations.length) return visit(n + 1);
      done++;
      visit(0);
    });
  };
  for (let customer = 0; customer < 8; customer++) visit(0);
  simulation.run(20_000_000);
  closeTo(done / simulation.now, meanValueAnalysis([30, 60, 10], 8));
});

/** Requests per unit of time in a closed circle of M/M/1 queues, exactly. */
function meanValueAnalysis(work: readonly number[], customers: number): number {
  let lengths = work.map(() => 0);
  let rate = 0;
  for (let n = 1; n <= customers; n++) {
    const times = work.map((each, i) => each * (1 + (lengths[i] as number)));
    rate = n / sum(times);
    lengths = times.map((time) => rate * time);
  }
  return rate;
}

test("threads share the processors of their machine", () => {
  const simulation = new Simulation();
  const machine = new Servers(simulation, 1);
  const threads = new Servers(simulation, 2, machine);
  const ends: number[] = [];
  for (let n = 0; n < 2; n++) threads.serve(SERVICE, () => ends.push(simulation.now));
  simulation.run(Number.POSITIVE_INFINITY);
  expect(ends).toEqual([SERVICE, 2 * SERVICE]);
});

test("changes that wait together are synced together, and looks wait with them", () => {
  const simulation = new Simulation();
  const store = new Store(simulation, new Servers(simulation, 1), () => 1000);
  const ends: Record<string, number> = {};
  const send = (name: string, isChange: boolean) =>
    store.execute({ microseconds: 10, isChange, done: () => (ends[name] = simulation.now) });
  send("first change", true);
  simulation.after(1, () => {
    for (const name of ["second change", "third change"]) send(name, true);
    send("look", false);
  });
  simulation.run(Number.POSITIVE_INFINITY);
  expect(ends).toEqual({ "first change": 1010, "second change": 2040, "third change": 2040, look: 2040 });
});

test("where nothing waits, a request takes as long as its parts and the ways between them", () => {
  const work = { nginx: 30, replicas: 60, redis: 10, generator: 0 };
  const deployment = { nginxes: 2, workers: 4, replicas: 3, stores: 2, syncMicroseconds: 1000 };
  const load = { perSecond: 10, changes: 0.5, seconds: 4000 };
  const { latency, unanswered } = manyMachines(deployment, load, {
    seed: SEED,
    cpu: { get: work, change: work },
  });
  const look = (30 + 60 + 10 + 4 * HOP_MICROSECONDS) / 1000;
  // the median of a sum of random times is a little below their mean
  closeTo(latency.get.p50, look, 0.05);
  closeTo(latency.change.p50, look + 1, 0.05);
  expect(unanswered).toBe(0);
});

test("a plan is for the busiest time, with room to spare, and never without a second one", () => {
  const work = { nginx: 30, replicas: 60, redis: 6, generator: 0 };
  const inputs = { cpu: { get: work, change: work }, signIn: 30_000, bytesPerCustomer: 1000 };
  // 1,000,000 clicks a second, 60 % of a processor: 1e6 × 60 µs / 0.6 = 100 replicas
  expect(plan(1e8, inputs)).toMatchObject({
    perSecond: 1e6,
    replicas: 100,
    nginxes: 13,
    storesByWork: 10,
    storesByMemory: 25,
  });
  expect(plan(1, inputs)).toMatchObject({ replicas: 3, nginxes: 2, storesByWork: 1, storesByMemory: 1 });
});

test("the same seed gives the same times", () => {
  const times = () => openQueue({ servers: 2, between: SERVICE, count: 1000 });
  expect(times()).toEqual(times());
});
