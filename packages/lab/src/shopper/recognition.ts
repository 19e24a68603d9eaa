import type { HistoryEvent, Operation } from "../history/history.ts";

/** Whether the shop must recognise a customer. `unclear`: nobody signed in yet, or it cannot be known. */
export type Identity = "unclear" | "signed-in" | "signed-out";

/** Whether an answer treats a customer who signed in as a stranger. */
export const takesForStranger = ({ status, type, seen }: HistoryEvent): boolean =>
  status === 401 || (type === "ok" && seen?.user === null);

const changesIdentity = (operation: Operation) => operation === "sign-in" || operation === "sign-out";

/**
 * Whether the shop recognises a customer: the one place that decides who became a stranger. Requests that overlap with a sign-in or
 * sign-out are not judged, for either answer is right. `overlapping` are the requests that overlapped with the one that was answered.
 */
export class Recognition {
  #identity: Identity = "unclear";

  get identity(): Identity {
    return this.#identity;
  }

  learn({ operation, type }: HistoryEvent, overlapping: readonly HistoryEvent[]): void {
    if (!changesIdentity(operation) || type === "fail") return;
    const opposite = operation === "sign-in" ? "sign-out" : "sign-in";
    const isUnclear = type === "unknown" || overlapping.some((other) => other.operation === opposite);
    if (isUnclear) this.#identity = "unclear";
    else this.#identity = operation === "sign-in" ? "signed-in" : "signed-out";
  }

  /** `began`: whether the customer was signed in when the request began. Null where nothing is wrong with the answer. */
  judge(
    answer: HistoryEvent,
    began: Identity,
    overlapping: readonly HistoryEvent[],
  ): "stranger" | "still-known" | null {
    if ([answer, ...overlapping].some(({ operation }) => changesIdentity(operation))) return null;
    if (began === "signed-in" && takesForStranger(answer)) return "stranger";
    return began === "signed-out" && answer.seen?.user ? "still-known" : null;
  }
}
