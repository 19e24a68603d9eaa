import type { Totals } from "../../wire/side.ts";
import type { ActionOutcome } from "./outcome.ts";

/** The outcome in a line: "Killed shop-2. sticky-cookie: 20 signed out, 15 carts lost. redis: nobody was hurt." */
export function sentenceOf({ done, sides }: ActionOutcome): string {
  const perSide = sides
    .filter(({ isTarget }) => isTarget)
    .map((side) => `${side.scenario}: ${harmOf(side)}.`);
  return [`${sentenceStart(done)}.`, ...perSide].join(" ");
}

/** The words as the beginning of a sentence. */
export const sentenceStart = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** Who was hurt, as in "20 signed out, 15 carts lost". */
export function harmOf({ signedOut, cartsLost, unavailable, unreachable }: Totals): string {
  const harms = [
    signedOut > 0 && `${signedOut} signed out`,
    cartsLost > 0 && `${counted(cartsLost, "cart")} lost`,
    unavailable > 0 && `${counted(unavailable, "request")} answered with 503`,
    unreachable > 0 && `${counted(unreachable, "request")} without an answer`,
  ].filter((harm) => harm !== false);
  return harms.join(", ") || "nobody was hurt";
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
