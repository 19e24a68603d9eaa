import type { ArmHistory } from "../history/file.ts";
import { around, lastReplicaOf } from "../history/questions.ts";
import type { Arm, Finding } from "../prove/experiment.ts";
import { type Fate, fatesOf, isHurt } from "../shopper/fate.ts";
import { everybodyWasAnswered, everybodyWasKnown, wasDone } from "./steady.ts";

/** A replica that was taken away, and by which act. */
export interface Removal {
  readonly victim: string;
  readonly act: string;
}

/** The victim's customers are those whom it served last before the act. */
export function customersBeside({ victim, act }: Removal, history: ArmHistory) {
  const { before } = around(act, history);
  const isTheirs = ({ shopper }: Fate) => lastReplicaOf(shopper, before) === victim;
  const fates = fatesOf(history.events);
  return { theirs: fates.filter(isTheirs), others: fates.filter((fate) => !isTheirs(fate)) };
}

/**
 * Who was hurt by it. Control: all of the victim's customers lost session and cart, and nobody else, unless pinned by address (when
 * the list of replicas changes, others move too, as soon as nginx learns of it). Subject: everybody completed, nobody lost anything.
 */
export function judgeRemoval({ role, scenario }: Arm, removal: Removal, history: ArmHistory): Finding {
  const { victim, act } = removal;
  const { before, after } = around(act, history);
  const { theirs, others } = customersBeside(removal, history);
  const all = [...theirs, ...others];
  const having = (key: keyof Fate) => all.filter((fate) => fate[key]).length;
  const lostAll = theirs.filter(({ signedOut, cartLost }) => signedOut && cartLost).length;
  const othersHurt = others.filter(isHurt).length;
  const asPredicted =
    role === "control"
      ? lostAll === theirs.length && (scenario === "sticky-ip" || othersHurt === 0)
      : !all.some(isHurt) && having("completed") === all.length;
  const hurt = theirs.filter(isHurt).length;
  return {
    observed: `hurt: ${hurt} of ${theirs.length} customers of ${victim}, ${othersHurt} of ${others.length} others`,
    asPredicted,
    unsteady:
      everybodyWasKnown(before) ??
      wasDone(`${act} done`, history) ??
      (theirs.length === 0 ? `${victim} had no customers` : null) ??
      (others.length === 0 ? `${victim} had all customers` : null) ??
      everybodyWasAnswered(after),
    numbers: {
      customers: all.length,
      "on the victim": theirs.length,
      "signed out": having("signedOut"),
      "carts lost": having("cartLost"),
      "others hurt": othersHurt,
      completed: having("completed"),
    },
  };
}
