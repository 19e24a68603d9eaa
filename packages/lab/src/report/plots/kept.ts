import { fates } from "./fates.ts";
import type { Plotter } from "./plotter.ts";
import { type Kind, type Stack, stackedFigure } from "./stacked.ts";

const KINDS: readonly Kind[] = [
  { name: "kept", fill: "var(--accent)", ink: "var(--on-accent)" },
  { name: "lost", fill: "var(--error)", ink: "var(--on-error)" },
  { name: "unexpected", fill: "url(#hatch-cart-lost)" },
  { name: "unknown", fill: "url(#hatch-unknown)" },
];

/** What became of what was acknowledged, as Jepsen's set checker counts it; the findings hold the counts by these names. */
export const kept: Plotter = (subject) => {
  const stacks = subject.verdict.arms.map(
    ({ arm, numbers }): Stack => ({
      label: arm,
      counts: new Map(KINDS.map(({ name }) => [name, numbers[name] ?? 0])),
    }),
  );
  if (stacks.every(({ counts }) => [...counts.values()].every((count) => count === 0))) return fates(subject);
  const hasUnexpected = stacks.some(({ counts }) => counts.get("unexpected"));
  return stackedFigure(
    "What became of acknowledged items",
    `Items that the shop said it had put in the cart. Lost: gone when the customer looked again.${hasUnexpected ? " Unexpected: items in the cart that were never acknowledged." : ""}`,
    KINDS,
    stacks,
  );
};
