import { type Answer, type Customer, type CustomerStatus, type Outcome, YOU } from "../../wire/customer.ts";
import type { CustomerListener } from "../live/live-state.ts";
import { player } from "../playback/player.ts";
import { appearanceOf } from "./appearance.ts";
import { type Layout, type Point, pathTo, pointAlong, seatOf } from "./layout.ts";

/** From the seat to the replica and back. */
const ROUND_TRIP_MS = 900;
/** From the seat to the floor. */
const FALL_MS = 700;
/** How long a failed request is marked. */
const FAILURE_MS = 900;

type Failure = Exclude<Outcome, "answered">;

/** A customer as they are drawn. */
export interface Dot {
  readonly customer: number;
  status: CustomerStatus;
  /** Of the replica that answered last; 0 before the first answer. */
  appearance: number;
  items: number;
  position: Point;
  /** How the customer's last request failed, for a moment; null otherwise. */
  failure: Failure | null;
  /** Until when the failure is marked. Times are those of the player. */
  failureUntil: number;
  movement: { readonly answer: Answer; readonly from: Point; readonly began: number } | null;
}

/** The items of a lost cart, on their way to the floor. */
export interface Fall {
  readonly from: Point;
  readonly items: number;
  readonly began: number;
  /** How much of the time has passed, 0 to 1. */
  share: number;
}

/**
 * What moves in the diagram of a side. Each answer sends its customer's dot to the replica that gave it and back. If the user wants no
 * motion, an answer changes the dot at once.
 */
export class Scene implements CustomerListener {
  readonly dots = new Map<number, Dot>();
  falls: Fall[] = [];
  #seats = 1;
  #layout: Layout | null = null;
  readonly #wantsNoMotion: () => boolean;

  constructor(wantsNoMotion: () => boolean) {
    this.#wantsNoMotion = wantsNoMotion;
  }

  reset(customers: Iterable<Customer>): void {
    this.dots.clear();
    this.falls = [];
    for (const customer of customers) update(this.#dotOf(customer.number), customer);
  }

  receive(answers: readonly Answer[]): void {
    const now = player.now();
    // no frame does this in a tab or on a side that is out of view
    this.falls = this.falls.filter(({ began }) => now - began < FALL_MS);
    for (const answer of answers) {
      const dot = this.#dotOf(answer.number);
      if (dot.movement) this.#arrive(dot, dot.movement.answer, now);
      if (this.#wantsNoMotion()) this.#arrive(dot, answer, now);
      else dot.movement = { answer, from: dot.position, began: now };
    }
  }

  /** Moves everything to where it is at a time of the player. `customers` is how many there are; dots of others go. */
  advance(now: number, customers: number, layout: Layout): void {
    // the last seat is yours, once you are there
    this.#seats = Math.max(1, customers) + (this.dots.has(YOU) ? 1 : 0);
    this.#layout = layout;
    for (const customer of this.dots.keys()) if (customer > customers) this.dots.delete(customer);
    for (const dot of this.dots.values()) {
      const seat = seatOf(dot.customer === YOU ? this.#seats : dot.customer, this.#seats, layout);
      if (now >= dot.failureUntil) dot.failure = null;
      dot.position = dot.movement ? this.#move(dot, dot.movement, seat, now, layout) : seat;
    }
    for (const fall of this.falls) fall.share = passed(fall.began, now, FALL_MS);
    this.falls = this.falls.filter(({ share }) => share < 1);
  }

  /** Returns the new position of a dot that moves. */
  #move(
    dot: Dot,
    { answer, from, began }: NonNullable<Dot["movement"]>,
    seat: Point,
    now: number,
    layout: Layout,
  ): Point {
    const share = passed(began, now, ROUND_TRIP_MS);
    if (share >= 1) {
      this.#arrive(dot, answer, now);
      return seat;
    }
    const replica = answer.outcome === "answered" ? answer.replica : null;
    if (share < 0.5) return pointAlong(pathTo(replica, from, layout), share * 2);
    if (replica !== null) dot.appearance = appearanceOf(replica);
    return pointAlong(pathTo(replica, seat, layout), 2 - share * 2);
  }

  /** Ends a dot's movement and shows what the answer changed. */
  #arrive(dot: Dot, answer: Answer, now: number): void {
    dot.movement = null;
    dot.failure = answer.outcome === "answered" ? null : answer.outcome;
    dot.failureUntil = now + FAILURE_MS;
    if (answer.itemsLost > 0 && !this.#wantsNoMotion())
      this.falls.push({ from: dot.position, items: answer.itemsLost, began: now, share: 0 });
    update(dot, answer);
  }

  #dotOf(customer: number): Dot {
    const existing = this.dots.get(customer);
    if (existing) return existing;
    const dot: Dot = {
      customer,
      status: "newcomer",
      appearance: 0,
      items: 0,
      position: this.#layout ? seatOf(customer, this.#seats, this.#layout) : { x: 0, y: 0 },
      failure: null,
      failureUntil: Number.NEGATIVE_INFINITY,
      movement: null,
    };
    this.dots.set(customer, dot);
    return dot;
  }
}

function update(dot: Dot, { status, items, replica }: Customer): void {
  dot.status = status;
  dot.items = items;
  if (replica !== null) dot.appearance = appearanceOf(replica);
}

/** How much of a duration has passed, 0 to 1. On a busy machine a frame's time may be earlier than an event that is already known. */
function passed(began: number, now: number, duration: number): number {
  return Math.min(1, Math.max(0, (now - began) / duration));
}
