import { seededRandom } from "@shop/lab/engine/random.ts";

/** Random times and choices; the same seed gives the same ones. */
export interface Draw {
  /** Exponentially distributed: as random as times between independent arrivals. */
  exponential(mean: number): number;
  /** A number from 0 to below 1. */
  share(): number;
}

const STEPS = 2 ** 31 - 1;

export function seededDraw(seed: number): Draw {
  const random = seededRandom(seed);
  const share = () => random.int(0, STEPS - 1) / STEPS;
  return { share, exponential: (mean) => -mean * Math.log(1 - share()) };
}
