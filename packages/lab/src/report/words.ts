import type { ArmVerdict, ExperimentVerdict, Verdict } from "../engine/verdict.ts";
import { html, type Markup } from "./markup.ts";

/** What is known of an experiment in this run. */
export type Standing = Verdict | "not-run";

const STAMPS: Readonly<Record<Standing, readonly [mark: string, words: string]>> = {
  passed: ["✓", "as predicted"],
  deviated: ["✗", "not as predicted"],
  inconclusive: ["?", "inconclusive"],
  "not-run": ["–", "not run"],
};

/** The verdict as a mark and in words: neither colour nor shape alone. */
export function stamp(standing: Standing): Markup {
  const [mark, words] = STAMPS[standing];
  return html`<span class="stamp is-${standing}"><span class="mark" aria-hidden="true">${mark}</span> ${words}</span>`;
}

/** Arms that are told in the same words, as one. */
export interface SameArms {
  readonly names: readonly string[];
  readonly predicted: string;
  readonly observed: string;
  readonly standing: Verdict;
}

/** Brings together the arms of which the same was predicted and the same seen, so that a table can be read. */
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
      standing: standingOfArm({ asPredicted, unsteady }),
    };
  });
}

/** Of one arm nothing can be said where its steady state did not hold. */
export function standingOfArm({
  asPredicted,
  unsteady,
}: Pick<ArmVerdict, "asPredicted" | "unsteady">): Verdict {
  if (unsteady !== null) return "inconclusive";
  return asPredicted ? "passed" : "deviated";
}

/** An observation with its mark before it. */
export function marked(observed: string, standing: Verdict): Markup {
  const looks = { passed: "", deviated: "off", inconclusive: "doubtful" };
  return html`<span class="${looks[standing]}">${STAMPS[standing][0]} ${observed}</span>`;
}

export const standingOf = (verdict: ExperimentVerdict | undefined): Standing => verdict?.verdict ?? "not-run";

/** A number as people read it: three digits are enough, and a whole number is shown whole. */
export function readable(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
