import type { HistoryEvent } from "@shop/lab/history/history.ts";
import { InFlight } from "@shop/lab/history/in-flight.ts";
import { Bookkeeper } from "@shop/lab/shopper/bookkeeper.ts";
import type { CustomerNow, Numbers, Standing, Trip } from "../wire/live.ts";
import { Recent } from "./recent.ts";

/** Who was answered by one replica this many times running is pinned to it: by chance it is one in 81 with three replicas. */
const PINNED_AFTER = 5;

interface Customer {
  readonly number: number;
  readonly bookkeeper: Bookkeeper;
  standing: Standing;
  replica: string | null;
  /** How many answers running came from that replica. */
  running: number;
}

/** Counts what customers saw, as they see it. It keeps what is counted and not what it was counted from, so it can go on for days. */
export class Tally {
  readonly recent = new Recent();
  readonly #customers = new Map<string, Customer>();
  /** When each request began that has not ended yet. */
  readonly #begun = new InFlight<number>();
  #orders = 0;
  #signedOut = 0;
  #cartsLost = 0;
  #unanswered = 0;

  /** Takes in the next event; an answer makes a trip. */
  see(event: HistoryEvent): Trip | null {
    const customer = this.#customer(event.shopper);
    if (event.type === "invoke") {
      this.#begun.begin(event, event.time);
      customer.bookkeeper.enter(event);
      return null;
    }
    const wait = event.time - (this.#begun.end(event) ?? event.time);
    this.recent.add({ time: event.time, wait, replica: event.replica });
    const dropped = this.#enter(customer, event);
    this.#place(customer, event);
    const told = event.type !== "unknown";
    if (!told) this.#unanswered++;
    return { ...describe(customer), told, dropped };
  }

  /** A customer who went home is none any more; what became of them stays counted. */
  dismiss(shopper: string): void {
    this.#customers.delete(shopper);
  }

  customers(): CustomerNow[] {
    return [...this.#customers.values()].map(describe);
  }

  pinned(replica: string): number {
    return [...this.#customers.values()].filter(
      (customer) => customer.replica === replica && customer.running >= PINNED_AFTER,
    ).length;
  }

  numbers(): Numbers {
    const strangers = [...this.#customers.values()].filter(({ standing }) => standing === "stranger").length;
    return {
      customers: this.#customers.size,
      strangers,
      orders: this.#orders,
      signedOut: this.#signedOut,
      cartsLost: this.#cartsLost,
      unanswered: this.#unanswered,
      p50: this.recent.wait(0.5),
      p99: this.recent.wait(0.99),
    };
  }

  /** Books the answer; how many items it has lost. */
  #enter(customer: Customer, event: HistoryEvent): number {
    const { bookkeeper } = customer;
    const { lost, orders, signedOut } = bookkeeper.ledger;
    bookkeeper.enter(event);
    this.#orders += bookkeeper.ledger.orders - orders;
    const dropped = bookkeeper.ledger.lost - lost;
    if (dropped > 0) this.#cartsLost++;
    if (event.operation === "sign-in" && event.type === "ok") customer.standing = "known";
    if (customer.standing === "known" && bookkeeper.ledger.signedOut > signedOut) {
      customer.standing = "stranger";
      this.#signedOut++;
    }
    return dropped;
  }

  #place(customer: Customer, { replica }: HistoryEvent): void {
    if (!replica) return;
    customer.running = customer.replica === replica ? customer.running + 1 : 1;
    customer.replica = replica;
  }

  #customer(shopper: string): Customer {
    const known = this.#customers.get(shopper);
    if (known) return known;
    const customer: Customer = {
      number: Number(/\d+$/.exec(shopper)?.[0] ?? 0),
      bookkeeper: new Bookkeeper(shopper),
      standing: "newcomer",
      replica: null,
      running: 0,
    };
    this.#customers.set(shopper, customer);
    return customer;
  }
}

function describe({ number, standing, replica, bookkeeper }: Customer): CustomerNow {
  return { customer: number, standing, items: bookkeeper.itemsInCart, replica };
}
