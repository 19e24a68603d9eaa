import { EventEmitter } from "node:events";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import type { Action } from "../wire/action.ts";
import type { LastAction } from "../wire/last-action.ts";
import type { Snapshot, Update } from "../wire/live.ts";
import type { Side } from "./side.ts";

const UPDATE_INTERVAL_MS = 125;
const LOOK_INTERVAL_MS = 1500;
const TIMELINE_INTERVAL_MS = 1000;

/** An action is impossible on all of its sides, and nothing was done. The message says why. */
export class ImpossibleActionError extends Error {}

/** One or two scenarios with customers: publishes what happens, and dispatches actions one after the other. */
export class ControlRoom {
  readonly #runtime: RuntimeName;
  readonly #sides: readonly Side[];
  readonly #updates = new EventEmitter<{ update: [Update] }>().setMaxListeners(0);
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #closing = new AbortController();
  #lastDispatch = Promise.resolve();
  #lastAction: LastAction | null = null;

  constructor(runtime: RuntimeName, sides: readonly Side[]) {
    this.#runtime = runtime;
    this.#sides = sides;
  }

  /** Lets so many customers in on each side, and begins to publish updates. */
  async open(customers: number): Promise<void> {
    await this.#look();
    await Promise.all(this.#sides.map((side) => side.setCustomers(customers)));
    for (const side of this.#sides) void side.watchVisits(this.#closing.signal);
    const addTimelinePoints = () => {
      for (const side of this.#sides) side.addTimelinePoint();
    };
    this.#timers.push(
      setInterval(() => this.#publish(), UPDATE_INTERVAL_MS),
      setInterval(addTimelinePoints, TIMELINE_INTERVAL_MS),
      setInterval(() => void this.#look(), LOOK_INTERVAL_MS),
    );
  }

  /** Waits for the actions that were dispatched, then sends all customers away. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#closing.abort();
    await this.#lastDispatch;
    await Promise.all(this.#sides.map((side) => side.setCustomers(0)));
  }

  /** For a listener that subscribes at once. Publishes what is pending first: otherwise that listener would get it twice. */
  snapshot(): Snapshot {
    this.#publish();
    return {
      runtime: this.#runtime,
      lastAction: this.#lastAction,
      sides: this.#sides.map((side) => side.snapshot()),
    };
  }

  /** Calls the listener with each update. Returns an unsubscribe function. */
  subscribe(listener: (update: Update) => void): () => void {
    this.#updates.on("update", listener);
    return () => this.#updates.off("update", listener);
  }

  /**
   * Applies an action to those of the given sides on which it is possible; returns when it is done. Actions on deployments are applied
   * one after the other, changes of customers at once. Sides are numbered from 0.
   *
   * @throws ImpossibleActionError if it is possible on none of them; otherwise the error of the first side on which it failed.
   */
  dispatch(action: Action, sides: readonly number[]): Promise<void> {
    if (action.type === "customers") return this.#apply(action, sides);
    const applied = this.#lastDispatch.then(() => this.#apply(action, sides));
    this.#lastDispatch = applied.catch(() => {});
    return applied;
  }

  #publish(): void {
    const sides = this.#sides.map((side) => side.takeUpdate());
    this.#updates.emit("update", { lastAction: this.#lastAction, sides });
  }

  async #apply(action: Action, indexes: readonly number[]): Promise<void> {
    const checks = indexes.map(async (index) => {
      const side = this.#side(index);
      return { side, reason: await side.whyImpossible(action) };
    });
    const checked = await Promise.all(checks);
    const possible = checked.filter(({ reason }) => reason === null);
    if (possible.length === 0)
      throw new ImpossibleActionError(
        checked.map(({ side, reason }) => `On ${side.scenario} ${reason}.`).join(" "),
      );
    const { number } = this.#begin(
      action,
      possible.map(({ side }) => side),
    );
    // all of them, because the next action must wait also for a side that is still busy when another one has failed
    const applied = await Promise.allSettled(possible.map(({ side }) => side.apply(action, number)));
    const failure = applied.find((result) => result.status === "rejected");
    if (failure) throw failure.reason;
  }

  /** Numbers the action and notes what all sides have counted before it. */
  #begin(action: Action, on: readonly Side[]): LastAction {
    this.#lastAction = {
      number: (this.#lastAction?.number ?? 0) + 1,
      time: Date.now() / 1000,
      action,
      targets: on.map((side) => this.#sides.indexOf(side)),
      before: this.#sides.map((side) => side.totals()),
    };
    return this.#lastAction;
  }

  #side(index: number): Side {
    const side = this.#sides[index];
    if (!side) throw new ImpossibleActionError(`There is no side ${index} here.`);
    return side;
  }

  async #look(): Promise<void> {
    // the next look makes up for one that fails
    await Promise.allSettled(this.#sides.map((side) => side.look()));
  }
}
