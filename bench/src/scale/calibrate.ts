import { CONNECTIONS } from "../load.ts";
import type { Kind, readMeasured, Via } from "./measured.ts";
import { ms, number, print } from "./output.ts";
import { thisMachine } from "./this-machine.ts";

/** The simulation must say about the measured machine what was measured, up to this. */
const TOLERANCE = 0.25;

type Figures = Awaited<ReturnType<typeof readMeasured>>;

/**
 * Prints what the simulation says about the measured machine beside what was measured. How long its disk takes was not measured: what fits
 * changes that are sent directly best, so those agree by construction and the other three are the check. Returns that time.
 */
export function calibrate(measured: Figures, seed: number): number {
  const simulate = (via: Via, kind: Kind, syncMicroseconds: number) =>
    thisMachine({ via, kind, cpu: measured(via, kind).cpu }, { seed, syncMicroseconds });
  const wanted = measured("direct", "change").perSecond;
  const error = (sync: number) => Math.abs(simulate("direct", "change", sync).perSecond - wanted);
  const candidates = Array.from({ length: 41 }, (_, n) => ({ sync: n * 50, error: error(n * 50) }));
  const { sync } = candidates.reduce((best, each) => (each.error < best.error ? each : best));

  print(
    `| this machine, ${CONNECTIONS} connections | measured a second | simulated | p50 measured | simulated |`,
  );
  print("| --- | --- | --- | --- | --- |");
  for (const via of ["direct", "nginx"] as const)
    for (const kind of ["get", "change"] as const) {
      const [real, simulated] = [measured(via, kind), simulate(via, kind, sync)];
      const cells = [
        number(real.perSecond),
        number(simulated.perSecond),
        ms(real.latency.p50),
        ms(simulated.latency.p50),
      ];
      print(`| ${kind === "get" ? "look" : "change"}, ${via} | ${cells.join(" | ")} |`);
      if (Math.abs(simulated.perSecond / real.perSecond - 1) > TOLERANCE) process.exitCode = 1;
    }
  print(`\na sync of the disk: ${sync} µs\n`);
  return sync;
}
