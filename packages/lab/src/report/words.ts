import type { ArmVerdict, Verdict } from "../engine/verdict.ts";
import { html, type Markup } from "./markup.ts";

/** What is known of an experiment in this run. */
type Outcome = Verdict | "not-run";

const STAMPS: Readonly<Record<Outcome, readonly [mark: string, words: string]>> = {
  passed: ["✓", "as predicted"],
  deviated: ["✗", "not as predicted"],
  inconclusive: ["?", "inconclusive"],
  "not-run": ["–", "not run"],
};

/** The verdict as a mark and in words: neither colour nor shape alone. */
export function stamp(outcome: Outcome): Markup {
  const [symbol, words] = STAMPS[outcome];
  return html`<span class="stamp is-${outcome}"><span class="mark" aria-hidden="true">${symbol}</span> ${words}</span>`;
}

/** The verdict as a mark, in words for screen readers. */
export function mark(outcome: Outcome): Markup {
  const [symbol, words] = STAMPS[outcome];
  return html`<span class="stamp is-${outcome}"><span aria-hidden="true">${symbol}</span><span class="unseen">${words}:</span></span>`;
}

/** Arms in which the same was predicted and seen. */
interface SameArms {
  readonly names: readonly string[];
  readonly predicted: string;
  readonly observed: string;
  readonly outcome: Verdict;
}

/** Groups arms in which the same was predicted and seen, so that tables stay short. */
export function groupIdentical(arms: readonly ArmVerdict[]): SameArms[] {
  const groups = Map.groupBy(arms, ({ predicted, observed, asPredicted, unsteady }) =>
    JSON.stringify([predicted, observed, asPredicted, unsteady]),
  );
  return [...groups.values()].map((group) => {
    const { predicted, observed, asPredicted, unsteady } = group[0] as ArmVerdict;
    return {
      names: group.map(({ arm, role }) => (role === "control" ? `${arm} (control)` : arm)),
      predicted,
      observed: unsteady ?? observed,
      outcome: verdictOfArm({ asPredicted, unsteady }),
    };
  });
}

/** An arm whose steady state did not hold is inconclusive. */
export function verdictOfArm({
  asPredicted,
  unsteady,
}: Pick<ArmVerdict, "asPredicted" | "unsteady">): Verdict {
  if (unsteady !== null) return "inconclusive";
  return asPredicted ? "passed" : "deviated";
}

/** An observation with its mark before it. */
export function marked(observed: string, outcome: Verdict): Markup {
  const looks = { passed: "", deviated: "off", inconclusive: "doubtful" };
  return html`<span class="${looks[outcome]}">${STAMPS[outcome][0]} ${observed}</span>`;
}

/** A count and its noun: "1 replica", "3 replicas". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A number as people read it: three digits are enough, and a whole number is shown whole. */
export function readable(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
