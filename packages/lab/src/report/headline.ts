import type { Experiment } from "../engine/experiment.ts";
import type { ExperimentVerdict } from "../engine/verdict.ts";

interface Headline {
  readonly title: string;
  readonly lead: string;
  /** Name of the experiment that the title is about; null if it is about none. */
  readonly about: string | null;
}

/** The run in one sentence: the strongest result that came out as predicted, and how many experiments did. */
export function headline(
  experiments: readonly Experiment[],
  verdicts: readonly ExperimentVerdict[],
): Headline {
  // the story grows: a later experiment says more than one before it
  const titles = experiments
    .toReversed()
    .map((experiment) => ({ about: experiment.name, title: titleOf(experiment, verdicts) }));
  const { title, about } = titles.find(({ title }) => title !== null) ?? { title: null, about: null };
  return { title: title ?? "Sticky or shared?", lead: summary(verdicts), about };
}

function titleOf({ name, headline }: Experiment, verdicts: readonly ExperimentVerdict[]): string | null {
  const verdict = verdicts.find(({ experiment }) => experiment === name);
  if (!headline || verdict?.verdict !== "passed") return null;
  return headline(new Map(verdict.arms.map(({ arm, numbers }) => [arm, numbers])));
}

function summary(verdicts: readonly ExperimentVerdict[]): string {
  const having = (verdict: string) => verdicts.filter((known) => known.verdict === verdict).length;
  const claims = verdicts.length === 1 ? "One claim was" : `${verdicts.length} claims were`;
  const parts = [
    `${having("passed")} came out as predicted`,
    having("deviated") > 0 && `${having("deviated")} did not`,
    having("inconclusive") > 0 && `${having("inconclusive")} stayed inconclusive`,
  ].filter(Boolean);
  return `${claims} put to the test against running servers, with predictions made before: ${parts.join(", ")}.`;
}
