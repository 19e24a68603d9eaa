import { allZero, type Measurement, predict } from "../../engine/experiment.ts";
import type { ArmHistory } from "../../history/file.ts";
import { around, lastReplicaOf, timeOf } from "../../history/questions.ts";
import { countFates, type Fate, fatesOf, isHurt } from "../../shopper/fate.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./steady-state.ts";

/** A replica that was taken away, and the act that did it. */
export interface Removal {
  readonly victim: string;
  readonly act: string;
}

/** Pinned by address: when the list of replicas changes, nginx also moves customers of other replicas. */
export const victimsHurt = ({ victim }: Removal) =>
  predict(
    `all of ${victim}'s customers are hurt`,
    (the) => the("on the victim, login and cart lost") === the("on the victim"),
  );

/** Pinned by cookie: nobody else moves. */
export const onlyVictimsHurt = (removal: Removal) =>
  predict(
    `${removal.victim}'s customers are hurt, and only they`,
    (the) => victimsHurt(removal).holds(the) && the("others hurt") === 0,
  );

/** With shared state. */
export const nobodyHurt = predict(
  "nobody is hurt, all complete",
  (the) => allZero(the, "signed out", "carts lost") && the("completed") === the("customers"),
);

/** The victim's customers are those whom it answered last before the act. */
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
