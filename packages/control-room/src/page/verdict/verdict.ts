import type { LastAction } from "../../wire/last-action.ts";
import type { Totals } from "../../wire/side.ts";
import { commandsOn, targetsAmong } from "../controls/command.ts";
import type { SideView } from "../live/live-state.ts";
import { openedAs } from "../live/opened-as.ts";
import { sentenceStart } from "../outcome/in-words.ts";
import { outcomeOf, type SideOutcome } from "../outcome/outcome.ts";
import { timeOfDay } from "../time-of-day.ts";

/** What the last action did to both sides, with what it takes to see the same again. */
export interface Verdict {
  /** As in "Killed shop-2: 20 signed out / 0". */
  readonly headline: string;
  readonly columns: readonly { readonly scenario: string; readonly note: string }[];
  readonly rows: readonly { readonly name: string; readonly counts: readonly number[] }[];
  readonly setting: string;
  readonly commands: readonly string[];
}

const ROWS: readonly (readonly [total: keyof Totals, name: string])[] = [
  ["signedOut", "signed out"],
  ["cartsLost", "carts lost"],
  ["unavailable", "got a 503"],
  ["unreachable", "no answer"],
  ["orders", "orders"],
];

/** The verdict about the last action as the sides stand now. */
export function verdictOf(action: LastAction, sides: readonly SideView[], runtime: string): Verdict {
  const { done, sides: outcomes } = outcomeOf(action, sides);
  const latest = sides[0]?.points.at(-1)?.time ?? action.time;
  const seconds = Math.max(0, Math.round(latest - action.time));
  const customers = sides.map(({ statistics }) => statistics.customers);
  const seed = sides[0]?.seed ?? 0;
  return {
    headline: `${sentenceStart(done)}: ${worstOf(outcomes.filter(({ isTarget }) => isTarget))}`,
    columns: sides.map(({ scenario, balancing }, i) => ({
      scenario,
      note: outcomes[i]?.isTarget ? `by ${balancing}` : "not touched",
    })),
    rows: ROWS.map(([total, name]) => ({ name, counts: outcomes.map((side) => side[total]) })),
    setting: `Counted for ${seconds} s from ${timeOfDay(action.time)} on: ${inWords(customers)}, seed ${seed}, ${runtime}`,
    commands: [
      `scripts/lab open ${sides.map(openedAs).join(" ")} --customers ${Math.max(...customers)} --seed ${seed}`,
      ...commandsOn(targetsAmong(sides, action.targets), action.action),
    ],
  };
}

/** As in "60 customers on each side" or, left to right, "60 and 80 customers". */
const inWords = (customers: readonly number[]): string =>
  new Set(customers).size === 1
    ? `${customers[0]} customers on each side`
    : `${customers.join(" and ")} customers`;

/** The first kind of harm that any side suffered, with the count of each: "20 signed out / 0". */
function worstOf(outcomes: readonly SideOutcome[]): string {
  const harm = ROWS.find(([total]) => total !== "orders" && outcomes.some((side) => side[total] > 0));
  if (!harm) return "nobody was hurt";
  const [total, name] = harm;
  const [first, ...others] = outcomes.map((side) => side[total]);
  const noun = first === 1 ? name.replace("carts", "cart") : name;
  return [`${first} ${noun}`, ...others].join(" / ");
}
