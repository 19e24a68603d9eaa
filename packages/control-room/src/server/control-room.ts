import { EventEmitter } from "node:events";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import type { Blow } from "../wire/action.ts";
import type { Snapshot, Update } from "../wire/live.ts";
import type { Side } from "./side.ts";

/** Milliseconds between two updates, and between two looks at what runs. */
const UPDATE_EVERY = 125;
const LOOK_EVERY = 1500;

/** A blow that nothing can be done about as things stand; nothing was done. */
export class RefusedBlow extends Error {}

/** One or two scenarios with customers in them: tells how they stand and lets blows be dealt to them. */
export class ControlRoom {
  readonly #runtime: RuntimeName;
  readonly #sides: readonly Side[];
  readonly #updates = new EventEmitter<{ update: [Update] }>().setMaxListeners(0);
  readonly #timers: NodeJS.Timeout[] = [];
  #struck = Promise.resolve();

  constructor(runtime: RuntimeName, sides: readonly Side[]) {
    this.#runtime = runtime;
    this.#sides = sides;
  }

  /** Lets the customers in. */
  async open(customers: number): Promise<void> {
    await this.#look();
    await Promise.all(this.#sides.map((side) => side.become(customers)));
    const tell = () => this.#updates.emit("update", { sides: this.#sides.map((side) => side.news()) });
    const endSecond = () => {
      for (const side of this.#sides) side.endSecond();
    };
    this.#timers.push(setInterval(tell, UPDATE_EVERY), setInterval(endSecond, 1000));
    this.#timers.push(setInterval(() => void this.#look(), LOOK_EVERY));
  }

  /** Sends the customers home, when blows that have begun have been dealt. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#struck;
    await Promise.all(this.#sides.map((side) => side.become(0)));
  }

  snapshot(): Snapshot {
    return { runtime: this.#runtime, sides: this.#sides.map((side) => side.whole()) };
  }

  /** Calls with every update until the function that this gives is called. */
  subscribe(listener: (update: Update) => void): () => void {
    this.#updates.on("update", listener);
    return () => this.#updates.off("update", listener);
  }

  /**
   * Deals the same blow to each of these sides where it can be dealt, after those before it, and returns when it has been. Where it
   * cannot be dealt to any, it does nothing and throws a RefusedBlow.
   */
  strike(blow: Blow, places: readonly number[]): Promise<void> {
    const struck = this.#struck.then(() => this.#strikeNow(blow, places));
    this.#struck = struck.catch(() => {});
    return struck;
  }

  async #strikeNow(blow: Blow, places: readonly number[]): Promise<void> {
    const sides = places.map((place) => this.#side(place));
    const asked = sides.map(async (side) => ({ side, objection: await side.objection(blow) }));
    const answers = await Promise.all(asked);
    const able = answers.filter(({ objection }) => objection === null);
    if (able.length === 0)
      throw new RefusedBlow(answers.map(({ side, objection }) => `On ${side.name} ${objection}.`).join(" "));
    await Promise.all(able.map(({ side }) => side.strike(blow)));
  }

  #side(place: number): Side {
    const side = this.#sides[place];
    if (!side) throw new RefusedBlow(`There is no side ${place} here.`);
    return side;
  }

  async #look(): Promise<void> {
    // a look that fails is made up for by the next one
    await Promise.allSettled(this.#sides.map((side) => side.look()));
  }
}
