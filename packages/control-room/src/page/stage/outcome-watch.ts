import type { LastAction } from "../../wire/last-action.ts";
import type { SideStatus } from "../../wire/side.ts";
import { sentenceOf } from "../outcome/in-words.ts";
import { outcomeOf } from "../outcome/outcome.ts";

/** The dust has settled when nothing was lost for QUIET_MS, or MOST_MS after the action was done. */
const QUIET_MS = 3000;
const MOST_MS = 10_000;

type Side = Pick<SideStatus, "scenario" | "statistics" | "ongoing" | "failed">;

/** What is said of the last actions. */
export interface Words {
  /** What has come of the last action so far; empty once the dust has settled. */
  readonly soFar: string;
  /** What came of the action whose dust settled last: said once. */
  readonly settled: string;
}

const NOTHING: Words = { soFar: "", settled: "" };

/** Follows each action until the dust has settled. Times are in milliseconds, from any beginning. */
export class OutcomeWatch {
  #words: Words = NOTHING;
  /** Undefined before the first update. */
  #action: LastAction | null | undefined;
  /** The time of the latest update. */
  #now = 0;
  #isOpen = false;
  #losses = "";
  #lostAt = 0;
  #doneAt = 0;

  update(action: LastAction | null, sides: readonly Side[], now: number): Words {
    // a replay went back: what was said has yet to happen
    if (now < this.#now) this.#forget();
    this.#now = now;
    // what was done before the page was opened is not news
    if (this.#action === undefined) this.#action = action;
    if (action && action.number !== this.#action?.number) this.#begin(action, sides, now);
    if (action && this.#isOpen) this.#follow(action, sides, now);
    return this.#words;
  }

  #forget(): void {
    this.#words = NOTHING;
    this.#action = undefined;
    this.#isOpen = false;
  }

  /** An action that comes before the dust of the previous one has settled ends the previous one. */
  #begin(action: LastAction, sides: readonly Side[], now: number): void {
    const settled = this.#action && this.#isOpen ? sentenceAt(this.#action, sides, action.before) : "";
    this.#words = { soFar: "", settled };
    this.#action = action;
    this.#isOpen = true;
    this.#lostAt = now;
    this.#doneAt = now;
  }

  #follow(action: LastAction, sides: readonly Side[], now: number): void {
    const outcome = outcomeOf(action, sides);
    const losses = JSON.stringify(outcome.sides.map(({ orders: _orders, ...harm }) => harm));
    if (losses !== this.#losses) this.#lostAt = now;
    this.#losses = losses;
    if (action.targets.some((target) => sides[target]?.ongoing)) this.#doneAt = now;
    const quiet = now - Math.max(this.#lostAt, this.#doneAt);
    this.#isOpen = quiet < QUIET_MS && now - this.#doneAt < MOST_MS;
    const sentence = sentenceOf(outcome);
    this.#words = this.#isOpen ? { ...this.#words, soFar: sentence } : { soFar: "", settled: sentence };
  }
}

/** What had come of an action when the sides had counted these totals. */
function sentenceAt(action: LastAction, sides: readonly Side[], totals: LastAction["before"]): string {
  const then = sides.map((side, index) => ({
    ...side,
    statistics: { ...side.statistics, ...totals[index] },
  }));
  return sentenceOf(outcomeOf(action, then));
}
