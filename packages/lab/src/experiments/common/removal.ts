import { allZero, type Measurement, predict } from "../../engine/experiment.ts";
import type { ArmHistory } from "../../history/file.ts";
import { around, lastReplicaOf, timeOf } from "../../history/questions.ts";
import { countFates, type Fate, fatesOf, isHurt } from "../../shopper/fate.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./steady-state.ts";

/** A replica that was taken away, and the act that did it. */
interface Removal {
  readonly victim: string;
  readonly act: string;
}

/** Expected of pinning by address. Others may be hurt too: nginx moves customers when the list of replicas changes. */
export const victimsHurt = ({ victim }: Removal) =>
  predict(
    `all of ${victim}'s customers are hurt`,
    (the) => the("on the victim, login and cart lost") === the("on the victim"),
  );

/** Expected of pinning by cookie, which moves nobody else. */
export const onlyVictimsHurt = (removal: Removal) =>
  predict(
    `${removal.victim}'s customers are hurt, and only they`,
    (the) => victimsHurt(removal).holds(the) && the("others hurt") === 0,
  );

/** Expected of shared state. */
export const nobodyHurt = predict(
  "nobody is hurt, all complete",
  (the) => allZero(the, "signed out", "carts lost") && the("completed") === the("customers"),
);

/** All customers by whether the victim answered them last before the act (`theirs`) or another replica did (`others`). */
export function customersOfVictim({ victim, act }: Removal, history: ArmHistory) {
  const { before } = around(act, history);
  const isTheirs = ({ shopper }: Fate) => lastReplicaOf(shopper, before) === victim;
  return Object.groupBy(fatesOf(history.events), (fate) => (isTheirs(fate) ? "theirs" : "others"));
}

/** Which customers a removal hurt: those of the victim, and others. */
export function measureRemoval(removal: Removal, history: ArmHistory): Measurement {
  const { victim, act } = removal;
  timeOf(`${act} done`, history.acts);
  const { before, after } = around(act, history);
  const { theirs = [], others = [] } = customersOfVictim(removal, history);
  const othersHurt = others.filter(isHurt).length;
  return {
    observed: `hurt: ${theirs.filter(isHurt).length} of ${theirs.length} customers of ${victim}, ${othersHurt} of ${others.length} others`,
    unsteady:
      everybodyWasKnown(before) ??
      (theirs.length === 0 ? `${victim} had no customers` : null) ??
      (others.length === 0 ? `${victim} had all customers` : null) ??
      everybodyWasAnswered(after),
    numbers: {
      ...countFates(history.events),
      "on the victim": theirs.length,
      "on the victim, login and cart lost": theirs.filter((fate) => fate.signedOut && fate.cartLost).length,
      "others hurt": othersHurt,
    },
  };
}
