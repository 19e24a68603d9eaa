import type { Act, HistoryEvent, Items, Operation, Sample } from "@shop/lab/history/history.ts";

type Answer = Partial<Pick<HistoryEvent, "type" | "status" | "seen" | "replica" | "wanted" | "key">>;

/** Writes histories as a run of the lab would have recorded them. */
export class HistoryBuilder {
  readonly events: HistoryEvent[] = [];
  readonly acts: Act[] = [];
  readonly samples: Sample[] = [];

  /** The lab does something, or marks a moment. */
  act(act: string, member?: string): this {
    this.acts.push({ time: this.events.length - 0.5, act, ...(member && { member }) });
    return this;
  }

  /** The lab measures something of a replica. */
  sample(what: string, value: number, member: string): this {
    this.samples.push({ time: this.events.length - 0.5, what, value, member });
    return this;
  }

  answer(shopper: string, operation: Operation, answer: Answer): this {
    return this.begin(shopper, operation, answer)(answer);
  }

  /** A request that is in flight until its answer is given to what this returns. */
  begin(shopper: string, operation: Operation, { wanted, key }: Answer = {}): (answer?: Answer) => this {
    const request = { shopper, operation, ...(wanted && { wanted }), ...(key && { key }) };
    this.events.push({ time: this.events.length, ...request, type: "invoke" });
    return (answer = {}) => {
      const status = answer.type === "unknown" ? {} : { status: 200 };
      this.events.push({ time: this.events.length, ...request, type: "ok", ...status, ...answer });
      return this;
    };
  }

  /** Signs in and puts three items in the cart, all served by one replica. */
  fillCart(shopper: string, replica: string): this {
    const items: Record<string, number> = {};
    this.answer(shopper, "sign-in", { replica, wanted: shopper, seen: { user: shopper } });
    for (const sku of ["abacus", "paper-tape", "framed-moth"]) {
      items[sku] = 1;
      this.answer(shopper, "add", { replica, wanted: sku, seen: { items: { ...items } } });
    }
    return this;
  }

  /** Finds the cart as it was and buys it. */
  buy(
    shopper: string,
    replica: string,
    items: Items = { abacus: 1, "paper-tape": 1, "framed-moth": 1 },
  ): this {
    return this.answer(shopper, "cart", { replica, seen: { items } })
      .answer(shopper, "whoami", { replica, seen: { user: shopper, session: "known" } })
      .answer(shopper, "checkout", { replica, status: 201, seen: { items, orderId: "1" } })
      .answer(shopper, "order", { replica, seen: { items, orderId: "1" } });
  }

  /** Is a stranger with an empty cart, and is asked to sign in at checkout. */
  findNothing(shopper: string, replica: string): this {
    return this.answer(shopper, "cart", { replica, seen: { items: {} } })
      .answer(shopper, "whoami", { replica, seen: { user: null, session: "unknown" } })
      .answer(shopper, "checkout", { replica, type: "fail", status: 401 });
  }
}
