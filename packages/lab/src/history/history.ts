/** What a shopper asks of the shop. */
export type Operation = "sign-in" | "sign-out" | "add" | "cart" | "whoami" | "checkout" | "order" | "browse";

/** Quantity by SKU. */
export type Items = Readonly<Record<string, number>>;

/** What a shopper saw in an answer. What the answer did not mention is absent. */
export interface Seen {
  readonly user?: string | null;
  /** Absent where the answer does not show the cart, as in a 202: that is not an empty cart. */
  readonly items?: Items;
  readonly orderId?: string;
  /** Integer cents. */
  readonly total?: number;
  /** What the replica knows of the session: none, known or unknown. */
  readonly session?: string;
}

/**
 * One line of a history, in the manner of Jepsen: a request begins (`invoke`) and ends as `ok` (done, with what was seen),
 * `fail` (refused: it did not happen) or `unknown` (no answer, or one that leaves open whether it happened).
 */
export interface HistoryEvent {
  /** Milliseconds since the history began. */
  readonly time: number;
  readonly shopper: string;
  readonly operation: Operation;
  readonly type: "invoke" | "ok" | "fail" | "unknown";
  /**
   * Names the request, and is the idempotency key of a change: one that is sent again, and must count once, has the same key.
   * Absent in histories recorded before clicks could overlap.
   */
  readonly key?: string;
  /** What was asked for: a SKU to add, a user to sign in. */
  readonly wanted?: string;
  /** The replica that answered. */
  readonly replica?: string;
  readonly status?: number;
  readonly seen?: Seen;
  /** The shop's reason for `fail` and `unknown`. */
  readonly reason?: string;
}

/** What the lab did to the deployment (killed a replica, scaled it), or a mark that an experiment set. */
export interface Act {
  readonly time: number;
  readonly act: string;
  /** The member it was done to, where it was one. */
  readonly member?: string;
}

/** What the lab measured in the deployment, beside what shoppers saw. */
export interface Sample {
  readonly time: number;
  /** What was measured, with its unit: "requests", "cpu ms". */
  readonly what: string;
  readonly member?: string;
  readonly value: number;
}

/** Looks into carts at an even pace, too many for a line each. */
export interface Polls {
  readonly time: number;
  readonly perSecond: number;
  /** Milliseconds from when each was due to its answer, in the order in which they were due. */
  readonly waits: readonly number[];
  /** How many were not answered with a cart that has something in it. */
  readonly wrong: number;
}

/** Every request of every shopper, every act and every measurement, in the order of time. Verdicts are computed from this alone. */
export class History {
  readonly events: HistoryEvent[] = [];
  readonly acts: Act[] = [];
  readonly samples: Sample[] = [];
  readonly polls: Polls[] = [];
  readonly #began = performance.now();

  /** Returns the event with its time. */
  record(event: Omit<HistoryEvent, "time">): HistoryEvent {
    const timed = { time: this.#time(), ...event };
    this.events.push(timed);
    return timed;
  }

  recordAct(act: string, member?: string): void {
    this.acts.push({ time: this.#time(), act, ...(member && { member }) });
  }

  recordSample(what: string, value: number, member?: string): void {
    this.samples.push({ time: this.#time(), what, ...(member && { member }), value });
  }

  recordPolls(polls: Omit<Polls, "time">): void {
    this.polls.push({ time: this.#time(), ...polls });
  }

  #time(): number {
    return Math.round((performance.now() - this.#began) * 1000) / 1000;
  }
}
