import type { Random } from "@shop/lab/engine/random.ts";

/** A random source with what bad requests are made of. */
export interface Chance {
  readonly random: Random;
  pick<T>(items: readonly T[]): T;
  /** Up to `most` printable ASCII characters. */
  text(most: number): string;
}

export function chanceOf(random: Random): Chance {
  const pick = <T>(items: readonly T[]): T => items[random.int(0, items.length - 1)] as T;
  const printable = () => String.fromCharCode(random.int(33, 126));
  return { random, pick, text: (most) => Array.from({ length: random.int(0, most) }, printable).join("") };
}

/** At least one byte that is not ASCII, and up to `most`. */
export const randomBytes = ({ random }: Chance, most: number): Buffer =>
  Buffer.from(Array.from({ length: random.int(1, most) }, () => random.int(128, 255)));
