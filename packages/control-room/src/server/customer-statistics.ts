import type { HistoryEvent } from "@shop/lab/history/history.ts";
import { InFlight } from "@shop/lab/history/in-flight.ts";
import { Bookkeeper } from "@shop/lab/shopper/bookkeeper.ts";
import type { Answer, Customer, CustomerStatus, Outcome } from "../wire/customer.ts";
import type { Statistics, Totals } from "../wire/side.ts";
import { RecentAnswers } from "./recent-answers.ts";

/** A customer counts as pinned after this many answers in a row from one replica. With three replicas chance alone does that once in 81. */
const PINNED_AFTER = 5;

interface CustomerRecord {
  readonly number: number;
  readonly bookkeeper: Bookkeeper;
  status: CustomerStatus;
  replica: string | null;
  /** Answers in a row from `replica`. */
  answersInRow: number;
}

/** Counts what customers see. It keeps the counts and not the events, so it can run for days. */
export class CustomerStatistics {
  readonly recentAnswers = new RecentAnswers();
  readonly #records = new Map<string, CustomerRecord>();
  /** The start times of requests in flight, in milliseconds since the history began. */
  readonly #startTimes = new InFlight<number>();
  #orders = 0;
  #signedOut = 0;
  #cartsLost = 0;
  #unavailable = 0;
  #unreachable = 0;

  /** Counts the next event of the history. Returns the answer if the event is one, and null if it is the start of a request. */
  record(event: HistoryEvent): Answer | null {
    const customer = this.#recordOf(event.shopper);
    if (event.type === "invoke") {
      this.#startTimes.begin(event, event.time);
      customer.bookkeeper.enter(event);
      return null;
    }
    const latency = event.time - (this.#startTimes.end(event) ?? event.time);
    const outcome = outcomeOf(event);
    this.recentAnswers.add({ time: event.time, latency, replica: event.replica, outcome });
    const itemsLost = this.#updateCounts(customer, event);
    updateReplica(customer, event);
    if (outcome === "unavailable") this.#unavailable++;
    if (outcome === "unreachable") this.#unreachable++;
    return { ...customerOf(customer), operation: event.operation, outcome, itemsLost };
  }

  /** Removes a customer who left. The totals keep what was counted of them. */
  remove(shopper: string): void {
    this.#records.delete(shopper);
  }

  /** All customers who are there. */
  customers(): Customer[] {
    return [...this.#records.values()].map(customerOf);
  }

  /** How many customers are pinned to a replica. */
  pinned(replica: string): number {
    return [...this.#records.values()].filter(
      (customer) => customer.replica === replica && customer.answersInRow >= PINNED_AFTER,
    ).length;
  }

  totals(): Totals {
    return {
      orders: this.#orders,
      signedOut: this.#signedOut,
      cartsLost: this.#cartsLost,
      unavailable: this.#unavailable,
      unreachable: this.#unreachable,
    };
  }

  statistics(): Statistics {
    const strangers = [...this.#records.values()].filter(({ status }) => status === "stranger").length;
    return {
      ...this.totals(),
      customers: this.#records.size,
      strangers: this.recentAnswers.isEveryRequestFailing ? null : strangers,
      p50: this.recentAnswers.latency(0.5),
      p99: this.recentAnswers.latency(0.99),
    };
  }

  /** Returns how many items are missing in the answer. */
  #updateCounts(customer: CustomerRecord, event: HistoryEvent): number {
    const { bookkeeper } = customer;
    const { lost, orders, signedOut } = bookkeeper.ledger;
    bookkeeper.enter(event);
    this.#orders += bookkeeper.ledger.orders - orders;
    const itemsLost = bookkeeper.ledger.lost - lost;
    if (itemsLost > 0) this.#cartsLost++;
    if (event.operation === "sign-in" && event.type === "ok") customer.status = "known";
    if (customer.status === "known" && bookkeeper.ledger.signedOut > signedOut) {
      customer.status = "stranger";
      this.#signedOut++;
    }
    return itemsLost;
  }

  #recordOf(shopper: string): CustomerRecord {
    const existing = this.#records.get(shopper);
    if (existing) return existing;
    const record: CustomerRecord = {
      number: Number(/\d+$/.exec(shopper)?.[0] ?? 0),
      bookkeeper: new Bookkeeper(shopper),
      status: "newcomer",
      replica: null,
      answersInRow: 0,
    };
    this.#records.set(shopper, record);
    return record;
  }
}

function outcomeOf({ type, status }: HistoryEvent): Outcome {
  if (type !== "unknown") return "answered";
  return status === undefined ? "unreachable" : "unavailable";
}

function updateReplica(customer: CustomerRecord, { replica }: HistoryEvent): void {
  if (!replica) return;
  customer.answersInRow = customer.replica === replica ? customer.answersInRow + 1 : 1;
  customer.replica = replica;
}

function customerOf({ number, status, replica, bookkeeper }: CustomerRecord): Customer {
  return { number, status, items: bookkeeper.itemsInCart, replica };
}
