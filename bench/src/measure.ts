import { type Load, load } from "./load.ts";
import { cpuTime } from "./processes.ts";
import type { Kind } from "./requests.ts";
import type { Stand } from "./stand.ts";

/** What is measured again and again: one kind of request to one stand, directly or through nginx. */
export interface Measurement {
  readonly name: string;
  readonly stand: Stand;
  readonly via: "direct" | "nginx";
  readonly kind: Kind;
}

/** One slice of a measurement. */
export interface Slice extends Load {
  /** Microseconds of CPU time for each request, user and system. */
  readonly cpu: Readonly<Record<"replicas" | "nginx" | "redis" | "generator", number>>;
  /** The part of one core that the load generator was busy for. Near 1 it would be the bottleneck. */
  readonly generatorLoad: number;
}

/** How many slices each replica answers before anything counts. */
const WARM_UP = 3;

/** What nearly every measurement is called. */
export const nameOf = (stand: string, via: Measurement["via"], kind: Kind) => `${stand} ${via} ${kind}`;

/** All measurements in turn, `rounds` times, so that whatever else the machine does falls on all of them alike. */
export async function measureInTurns(
  measurements: readonly Measurement[],
  { rounds, requests, say }: { rounds: number; requests: number; say: (line: string) => void },
): Promise<Map<string, Slice[]>> {
  const slices = new Map<string, Slice[]>(measurements.map(({ name }) => [name, []]));
  say("warming up: every replica compiles what it runs often");
  for (const measurement of measurements)
    await measure(measurement, WARM_UP * requests * measurement.stand.pids.replicas.length);
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    const order = round % 2 === 0 ? measurements : measurements.toReversed();
    for (const measurement of order) slices.get(measurement.name)?.push(await measure(measurement, requests));
  }
  return slices;
}

async function measure({ stand, via, kind }: Measurement, requests: number): Promise<Slice> {
  const { pids, urls, customers } = stand;
  const begun = process.cpuUsage();
  const [replicas, nginx, redis] = [
    await stopwatch(pids.replicas),
    await stopwatch(pids.nginx),
    await stopwatch(pids.redis),
  ];
  const result = await load(urls[via], kind, customers, requests);
  const { user, system } = process.cpuUsage(begun);
  return {
    ...result,
    cpu: {
      replicas: (await replicas()) / requests,
      nginx: (await nginx()) / requests,
      redis: (await redis()) / requests,
      generator: (user + system) / requests,
    },
    generatorLoad: (user + system) / 1e6 / result.seconds,
  };
}

/** Returns a function that resolves with the CPU time that the processes have used since now, in microseconds. */
async function stopwatch(pids: readonly number[]): Promise<() => Promise<number>> {
  const before = await cpuTime(pids);
  return async () => (await cpuTime(pids)) - before;
}
