import type { ExperimentVerdict } from "../prove/verdict.ts";

interface Headline {
  readonly title: string;
  readonly lead: string;
}

/** The run in one sentence: the strongest thing that it showed, never more than that. */
export function headline(verdicts: readonly ExperimentVerdict[]): Headline {
  return { title: deadReplica(verdicts) ?? checkout(verdicts) ?? "Sticky or shared?", lead: tally(verdicts) };
}

function deadReplica(verdicts: readonly ExperimentVerdict[]): string | null {
  const [sticky, shared] = [lostCarts("sticky-cookie"), lostCarts("redis")];
  if (!sticky || shared !== 0) return null;
  const carts = sticky === 1 ? "1 customer lost their cart" : `${sticky} customers lost their carts`;
  return `A server died. Pinned to it, ${carts}. With shared sessions, nobody did.`;

  function lostCarts(arm: string): number | undefined {
    return numberOf(verdicts, "dead-replica", arm, "carts lost");
  }
}

function checkout(verdicts: readonly ExperimentVerdict[]): string | null {
  const count = (arm: string, name: string) => numberOf(verdicts, "checkout-bug", arm, name);
  const [broken, customers] = [count("bug", "completed"), count("bug", "customers")];
  const [fixed, all] = [count("redis", "completed"), count("redis", "customers")];
  if (broken === undefined || !customers || fixed === undefined || !all) return null;
  return `Sessions in each server’s memory: ${broken} of ${customers} customers got their order. Sessions shared: ${fixed} of ${all}.`;
}

/** A number of an experiment that came out as predicted. */
function numberOf(
  verdicts: readonly ExperimentVerdict[],
  experiment: string,
  arm: string,
  name: string,
): number | undefined {
  const judged = verdicts.find((known) => known.experiment === experiment && known.verdict === "passed");
  return judged?.arms.find((known) => known.arm === arm)?.numbers[name];
}

function tally(verdicts: readonly ExperimentVerdict[]): string {
  const having = (verdict: string) => verdicts.filter((known) => known.verdict === verdict).length;
  const claims = verdicts.length === 1 ? "One claim was" : `${verdicts.length} claims were`;
  const parts = [
    `${having("passed")} came out as predicted`,
    having("deviated") > 0 && `${having("deviated")} did not`,
    having("inconclusive") > 0 && `${having("inconclusive")} stayed inconclusive`,
  ].filter(Boolean);
  return `${claims} put to the test against running servers, with predictions made before: ${parts.join(", ")}.`;
}
