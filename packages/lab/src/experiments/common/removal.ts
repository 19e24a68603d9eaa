import type { Measurement, Prediction } from "../../engine/experiment.ts";
import type { ArmHistory } from "../../history/file.ts";
import { around, lastReplicaOf, timeOf } from "../../history/questions.ts";
import { type Fate, fatesOf, isHurt } from "../../shopper/fate.ts";
import { everybodyWasAnswered, everybodyWasKnown } from "./steady-state.ts";

/** A replica that was taken away, and the act that did it. */
export interface Removal {
  readonly victim: string;
  readonly act: string;
}

export type RemovalNumbers =
  | "customers"
  | "on the victim"
  | "on the victim, login and cart lost"
  | "signed out"
  | "carts lost"
  | "others hurt"
  | "completed";

/** Pinned by address: when the list of replicas changes, nginx also moves customers of other replicas. */
export const victimsHurt = ({ victim }: Removal): Prediction<RemovalNumbers> => ({
  says: `all of ${victim}'s customers are hurt`,
  holds: (numbers) => numbers["on the victim, login and cart lost"] === numbers["on the victim"],
});

/** Pinned by cookie: nobody else moves. */
export const onlyVictimsHurt = (removal: Removal): Prediction<RemovalNumbers> => ({
  says: `${removal.victim}'s customers are hurt, and only they`,
  holds: (numbers) => victimsHurt(removal).holds(numbers) && numbers["others hurt"] === 0,
});

/** With shared state. */
export const nobodyHurt: Prediction<"customers" | "signed out" | "carts lost" | "completed"> = {
  says: "nobody is hurt, all complete",
  holds: ({ customers, completed, ...hurt }) =>
    hurt["signed out"] === 0 && hurt["carts lost"] === 0 && completed === customers,
};

/** The victim's customers are those whom it answered last before the act. */
export function customersOfVictim({ victim, act }: Removal, history: ArmHistory) {
  const { before } = around(act, history);
  const isTheirs = ({ shopper }: Fate) => lastReplicaOf(shopper, before) === victim;
  return Object.groupBy(fatesOf(history.events), (fate) => (isTheirs(fate) ? "theirs" : "others"));
}

/** Which customers a removal hurt: those of the victim, and others. */
export function measureRemoval(removal: Removal, history: ArmHistory): Measurement<RemovalNumbers> {
  const { victim, act } = removal;
  timeOf(`${act} done`, history.acts);
  const { before, after } = around(act, history);
  const { theirs = [], others = [] } = customersOfVictim(removal, history);
  const all = [...theirs, ...others];
  const having = (key: keyof Fate) => all.filter((fate) => fate[key]).length;
  const othersHurt = others.filter(isHurt).length;
  return {
    observed: `hurt: ${theirs.filter(isHurt).length} of ${theirs.length} customers of ${victim}, ${othersHurt} of ${others.length} others`,
    unsteady:
      everybodyWasKnown(before) ??
      (theirs.length === 0 ? `${victim} had no customers` : null) ??
      (others.length === 0 ? `${victim} had all customers` : null) ??
      everybodyWasAnswered(after),
    numbers: {
      customers: all.length,
      "on the victim": theirs.length,
      "on the victim, login and cart lost": theirs.filter((fate) => fate.signedOut && fate.cartLost).length,
      "signed out": having("signedOut"),
      "carts lost": having("cartLost"),
      "others hurt": othersHurt,
      completed: having("completed"),
    },
  };
}
