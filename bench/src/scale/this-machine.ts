import { median, percentile } from "@shop/lab/statistics.ts";
import { CONNECTIONS } from "../load.ts";
import { seededDraw } from "./draw.ts";
import type { Kind, Measured, Via } from "./measured.ts";
import { send } from "./request.ts";
import { Servers, Simulation } from "./simulation.ts";
import { Store } from "./store.ts";

/** As scripts/bench had it. */
const PROCESSORS = 2;
const SECONDS = 5;

export type Outcome = Pick<Measured, "perSecond" | "latency">;

/**
 * What scripts/bench does, simulated: CONNECTIONS connections, each with one request at a time, one replica, and everything on one
 * machine, the load generator included.
 */
export function thisMachine(
  { via, kind, cpu }: { via: Via; kind: Kind; cpu: Measured["cpu"] },
  { seed, syncMicroseconds }: { seed: number; syncMicroseconds: number },
): Outcome {
  const [simulation, draw] = [new Simulation(), seededDraw(seed)];
  const machine = new Servers(simulation, PROCESSORS);
  const generator = new Servers(simulation, 1, machine);
  const route = {
    ...(via === "nginx" && { nginx: new Servers(simulation, PROCESSORS, machine) }),
    replica: new Servers(simulation, 1, machine),
    store: new Store(simulation, machine, () => syncMicroseconds),
    hop: 0,
  };
  const milliseconds: number[] = [];
  const request = () => {
    generator.serve(draw.exponential(cpu.generator / 2), () => {
      const begun = simulation.now;
      send({ simulation, draw }, route, kind, cpu, () =>
        generator.serve(draw.exponential(cpu.generator / 2), () => {
          milliseconds.push((simulation.now - begun) / 1000);
          request();
        }),
      );
    });
  };
  for (let connection = 0; connection < CONNECTIONS; connection++) request();
  simulation.run(SECONDS * 1e6);
  return {
    perSecond: milliseconds.length / SECONDS,
    latency: { p50: median(milliseconds), p99: percentile(milliseconds, 0.99) },
  };
}
