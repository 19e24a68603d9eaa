import { type Fate, fatesOf } from "../../shopper/fate.ts";
import type { Plotter } from "./plotter.ts";
import { type Kind, type Stack, stackedFigure } from "./stacked.ts";

const KINDS: readonly Kind[] = [
  { name: "got the right order", fill: "var(--accent)", ink: "var(--on-accent)" },
  { name: "nothing lost, no order", fill: "var(--pale)", ink: "var(--ink)" },
  { name: "unknown", fill: "url(#hatch-unknown)" },
  { name: "signed out", fill: "url(#hatch-signed-out)" },
  { name: "cart lost", fill: "url(#hatch-cart-lost)" },
  { name: "signed out and cart lost", fill: "var(--error)", ink: "var(--on-error)" },
];

/** What became of the customers of each arm, as a bar. A customer who lost something counts as such, with or without an order. */
export const fates: Plotter = ({ history }) => {
  const stacks = [...history.arms].map(([arm, { events }]): Stack => {
    const byKind = Map.groupBy(fatesOf(events), kindOf);
    return { label: arm, counts: new Map([...byKind].map(([kind, those]) => [kind, those.length])) };
  });
  if (stacks.every(({ counts }) => counts.size === 0)) return null;
  const hasUnknown = stacks.some(({ counts }) => counts.has("unknown"));
  return stackedFigure(
    "What became of the customers",
    `Customers by what they themselves saw.${hasUnknown ? " Unknown: a request of theirs ended without an answer that tells what happened." : ""}`,
    KINDS,
    stacks,
  );
};

function kindOf({ completed, signedOut, cartLost, unknown }: Fate): string {
  if (signedOut) return cartLost ? "signed out and cart lost" : "signed out";
  if (cartLost) return "cart lost";
  if (completed) return "got the right order";
  return unknown ? "unknown" : "nothing lost, no order";
}
