import { everybodyBegan } from "../experiments/steady.ts";
import type { ScenarioName } from "../scenarios.ts";
import { countFates, type Fate, fatesOf, type Tally } from "../shopper/fate.ts";
import type { ScenarioRun } from "./run-scenario.ts";

/** `undecided`: what was to be seen could not be seen, so nothing is proven either way. */
export type Verdict = "as predicted" | "deviates" | "undecided";

/** What was seen of a scenario beside what was predicted. */
export interface ScenarioVerdict extends Tally {
  readonly scenario: ScenarioName;
  readonly predicted: string;
  readonly verdict: Verdict;
  /** Why the verdict is not "as predicted". */
  readonly why: string | null;
}

/** The share of customers up to which "almost nobody" holds. */
const ALMOST_NOBODY = 0.1;

/** Compares a run with what its scenario predicts. Computed from the history alone, and from who was killed. */
export function judge(scenario: ScenarioName, run: ScenarioRun): ScenarioVerdict {
  // whose story has a gap is neither completed nor hurt
  const fates = fatesOf(run.history.events).filter(({ unknown }) => !unknown);
  const tally = countFates(run.history.events);
  const { predicted, deviation, undecided } = RULES[scenario](fates, tally, run);
  const why = deviation ?? undecided ?? everybodyBegan(run.history.events) ?? silent(tally);
  const verdict = deviation ? "deviates" : why ? "undecided" : "as predicted";
  return { scenario, predicted, ...tally, verdict, why };
}

function silent({ unknown }: Tally): string | null {
  return unknown === 0 ? null : `${unknown} customers had a request that ended without telling`;
}

interface Judgement {
  readonly predicted: string;
  readonly deviation?: string | null;
  readonly undecided?: string | null;
}

type Rule = (fates: readonly Fate[], tally: Tally, run: ScenarioRun) => Judgement;

const forgetful: Rule = (_fates, { completed, customers }) => ({
  predicted: "almost nobody completes",
  deviation: completed > ALMOST_NOBODY * customers ? `${completed} of ${customers} completed` : null,
});

const unharmed: Rule = (fates) => {
  const hurt = fates.filter(
    ({ completed, signedOut, cartLost }) => !completed || signedOut || cartLost,
  ).length;
  return { predicted: "all complete, whoever dies", deviation: hurt > 0 ? `${hurt} were hurt` : null };
};

/**
 * The dead replica's customers are signed out and lose their carts. By cookie, nobody else is. By address others may be too, of
 * those who were still shopping: when the dead replica leaves nginx's list, as it does with Docker's DNS, ip_hash moves them.
 */
function pinned(othersMayMove: boolean): Rule {
  return (fates, _tally, { underFire, servedBy, victim }) => {
    const isVictims = ({ shopper }: Fate) => underFire.has(shopper) && servedBy.get(shopper) === victim;
    const maySuffer = (fate: Fate) => isVictims(fate) || (othersMayMove && underFire.has(fate.shopper));
    const expected = fates.filter(isVictims).length;
    const survivors = fates.filter(
      (fate) => isVictims(fate) && (!fate.signedOut || !fate.cartLost || fate.completed),
    ).length;
    const bystanders = fates.filter((fate) => !maySuffer(fate) && !fate.completed).length;
    const others = othersMayMove ? ", and whom ip_hash moved with them" : "";
    return {
      predicted: `all complete but the ${expected} whom ${victim} served when it died${others}`,
      deviation:
        bystanders > 0
          ? `${bystanders} who had nothing to do with ${victim} were hurt`
          : survivors > 0
            ? `${survivors} of ${victim}'s customers were not hurt`
            : null,
      undecided:
        expected === 0 ? `${victim} served nobody when it died, so its death could not show anything` : null,
    };
  };
}

const RULES: Readonly<Record<ScenarioName, Rule>> = {
  bug: forgetful,
  "sticky-ip": pinned(true),
  "sticky-cookie": pinned(false),
  redis: unharmed,
};
