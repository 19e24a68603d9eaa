import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded random source: the same seed gives the same choices. */
export interface Random {
  /** A whole number from `least` to `most`. */
  int(least: number, most: number): number;
  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent source, for example for each of several concurrent shoppers: the order in which they draw does not matter. */
  fork(): Random;
}

export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const int = (least: number, most: number) => uniformInt(generator, least, most);
  return {
    int,
    shuffle: <T>(items: readonly T[]) => {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = int(0, i);
        [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
      }
      return shuffled;
    },
    fork: () => seededRandom(int(0, 2 ** 31 - 1)),
  };
}
