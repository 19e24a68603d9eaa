import { History } from "@shop/lab/history/history.ts";
import type { Deployment, Member, Runtime } from "@shop/lab/runtime/runtime.ts";
import { SCENARIOS, type ScenarioName } from "@shop/lab/scenarios.ts";
import { type Blow, commandOf, deedOf } from "../wire/action.ts";
import type { SideNews, SideNow, SideWhole, Trip } from "../wire/live.ts";
import { Customers } from "./customers.ts";
import { objection, strike } from "./strike.ts";
import { Tally } from "./tally.ts";
import { Timeline } from "./timeline.ts";

export interface SideOptions {
  readonly runtime: Runtime;
  readonly deployment: Deployment;
  readonly seed: number;
}

/** One scenario of the control room: what runs it, who shops in it, and what they saw. */
export class Side {
  readonly #runtime: Runtime;
  readonly #history = new History();
  readonly #began = performance.now();
  readonly #tally = new Tally();
  readonly #timeline = new Timeline();
  readonly #customers: Customers;
  #deployment: Deployment;
  #members: readonly Member[] = [];
  #busy: string | null = null;
  #trips: Trip[] = [];

  constructor({ runtime, deployment, seed }: SideOptions) {
    this.#runtime = runtime;
    this.#deployment = deployment;
    const { url } = deployment;
    const { clientAddress } = runtime;
    this.#customers = new Customers({ url, clientAddress, history: this.#history, seed });
  }

  get name(): ScenarioName {
    return this.#deployment.scenario;
  }

  /** Why this blow cannot be dealt here and now, as the rest of a sentence; null when it can. */
  async objection(blow: Blow): Promise<string | null> {
    await this.look();
    return objection(blow, this.#members);
  }

  /** Deals a blow, marks it in the timeline, and returns when it has been dealt. */
  async strike(blow: Blow): Promise<void> {
    const deed = deedOf(blow);
    this.#busy = commandOf(blow);
    this.#timeline.mark(deed);
    try {
      if (blow.act === "customers") await this.become(blow.customers);
      else await strike(blow, this.#runtime, { deployment: this.#deployment, members: this.#members });
    } catch (error) {
      this.#timeline.mark(`${deed}: failed`);
      throw error;
    } finally {
      this.#busy = null;
      await this.look();
    }
  }

  /** Lets so many customers shop here. */
  async become(customers: number): Promise<void> {
    const gone = await this.#customers.become(customers);
    this.#takeIn();
    for (const shopper of gone) this.#tally.dismiss(shopper);
  }

  /** Looks at what runs, whoever started or ended it. */
  async look(): Promise<void> {
    const { deployment, members } = await this.#runtime.look();
    this.#members = members;
    this.#deployment = deployment ?? this.#deployment;
  }

  /** Ends a second of the timeline. */
  endSecond(): void {
    this.#timeline.endSecond(this.#tally.numbers());
  }

  /** All of it, for a page that has seen nothing yet. */
  whole(): SideWhole {
    const { moments, marks } = this.#timeline;
    return { ...this.#now(), customers: this.#tally.customers(), moments, marks };
  }

  /** What happened since the last time that somebody asked. */
  news(): SideNews {
    this.#takeIn();
    const trips = this.#trips;
    this.#trips = [];
    return { ...this.#now(), trips, ...this.#timeline.news() };
  }

  #now(): SideNow {
    const { scenario, balancing, url } = this.#deployment;
    const members = this.#members.map(({ name, role, state }) => ({
      name,
      role,
      state,
      load: this.#tally.recent.load(name),
      pinned: this.#tally.pinned(name),
    }));
    const { state } = SCENARIOS[scenario];
    return { scenario, balancing, state, url, members, numbers: this.#tally.numbers(), busy: this.#busy };
  }

  /** Counts what the history has, and empties it: nobody asks for it again, and this may run for days. */
  #takeIn(): void {
    for (const event of this.#history.events.splice(0)) {
      const trip = this.#tally.see(event);
      if (trip) this.#trips.push(trip);
    }
    this.#tally.recent.forget(performance.now() - this.#began);
  }
}
