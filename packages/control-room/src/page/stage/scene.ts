import type { CustomerNow, Standing, Trip } from "../../wire/live.ts";
import type { Follower } from "../live/room.ts";
import { lookOf } from "./look.ts";
import { type Places, type Point, pointAt, seatOf, wayOf } from "./places.ts";

/** Milliseconds that a dot takes to a replica and back, a cart to the floor, and an unanswered request to be forgotten. */
const ROUND_TRIP = 900;
const FALL = 700;
const CROSSED = 900;

/** A customer as they are drawn. */
export interface Dot {
  readonly customer: number;
  standing: Standing;
  /** The look of the replica that answered last; 0 before any did. */
  look: number;
  items: number;
  at: Point;
  /** When a request was seen to get no answer; it is shown for a moment. */
  crossedAt: number;
  trip: { readonly answer: Trip; readonly from: Point; readonly began: number } | null;
}

/** Items on their way to the floor. */
export interface Fall {
  readonly from: Point;
  readonly items: number;
  readonly began: number;
  share: number;
}

/** What moves on a stage. Every motion is that of a real answer; without motion, what it changes is shown at once. */
export class Scene implements Follower {
  readonly dots = new Map<number, Dot>();
  falls: Fall[] = [];
  /** How many customers there are seats for. */
  seats = 1;
  #places: Places | null = null;
  readonly #still: () => boolean;

  /** `still` tells whether the user wants no motion. */
  constructor(still: () => boolean) {
    this.#still = still;
  }

  begin(customers: Iterable<CustomerNow>): void {
    this.dots.clear();
    this.falls = [];
    for (const customer of customers) this.#change(this.#dot(customer.customer), customer);
  }

  follow(trips: readonly Trip[]): void {
    const now = performance.now();
    for (const answer of trips) {
      const dot = this.#dot(answer.customer);
      if (dot.trip) this.#arrive(dot, dot.trip.answer, now);
      if (this.#still()) this.#arrive(dot, answer, now);
      else dot.trip = { answer, from: dot.at, began: now };
    }
  }

  /** Sets how many customers there are, and where everything stands. */
  settle(seats: number, places: Places): void {
    this.seats = Math.max(1, seats);
    this.#places = places;
    for (const customer of this.dots.keys()) if (customer > seats) this.dots.delete(customer);
  }

  /** Moves everything to where it is at this time. */
  advance(now: number): void {
    const places = this.#places;
    if (!places) return;
    for (const dot of this.dots.values()) {
      const seat = seatOf(dot.customer, this.seats, places);
      dot.at = dot.trip ? this.#onTheWay(dot, seat, now, places) : seat;
    }
    for (const fall of this.falls) fall.share = Math.min(1, (now - fall.began) / FALL);
    this.falls = this.falls.filter(({ share }) => share < 1);
  }

  isCrossed = ({ crossedAt }: Dot, now: number): boolean => now - crossedAt < CROSSED;

  #onTheWay(dot: Dot, seat: Point, now: number, places: Places): Point {
    const { answer, from, began } = dot.trip as NonNullable<Dot["trip"]>;
    const share = (now - began) / ROUND_TRIP;
    if (share >= 1) {
      this.#arrive(dot, answer, now);
      return seat;
    }
    const replica = answer.told ? answer.replica : null;
    if (share < 0.5) return pointAt(wayOf(from, replica, places), share * 2);
    if (replica !== null) dot.look = lookOf(replica);
    return pointAt(wayOf(seat, replica, places), 2 - share * 2);
  }

  #arrive(dot: Dot, answer: Trip, now: number): void {
    dot.trip = null;
    if (!answer.told) dot.crossedAt = now;
    if (answer.dropped > 0 && !this.#still())
      this.falls.push({ from: dot.at, items: answer.dropped, began: now, share: 0 });
    this.#change(dot, answer);
  }

  #change(dot: Dot, { standing, items, replica }: CustomerNow): void {
    dot.standing = standing;
    dot.items = items;
    if (replica !== null) dot.look = lookOf(replica);
  }

  #dot(customer: number): Dot {
    const known = this.dots.get(customer);
    if (known) return known;
    const at = this.#places ? seatOf(customer, this.seats, this.#places) : { x: 0, y: 0 };
    const dot: Dot = {
      customer,
      standing: "newcomer",
      look: 0,
      items: 0,
      at,
      crossedAt: Number.NEGATIVE_INFINITY,
      trip: null,
    };
    this.dots.set(customer, dot);
    return dot;
  }
}
