import { YOU } from "../../wire/customer.ts";
import type { SideView } from "../live/live-state.ts";
import { stateInWords } from "./state-in-words.ts";

/** What the moving picture of a side shows, in words, for people who do not see it. */
export function describeSide({ members, balancing, statistics, customers }: SideView): string {
  const states = members.map(({ name, state }) => `${name} is ${stateInWords(state)}`);
  const isVisited = customers.some(({ number }) => number === YOU);
  return [
    `Customers as dots that travel to the replica that answers them and back: ${crowd(statistics)}.`,
    `nginx balances by ${balancing}. ${states.join(", ")}.`,
    `${statistics.cartsLost} carts lost so far.`,
    ...(isVisited ? ["The dot marked “you” is your own browser."] : []),
  ].join(" ");
}

function crowd({ customers, strangers }: SideView["statistics"]): string {
  if (strangers === null) return `${customers} customers, and every request fails`;
  return `${customers} customers, ${strangers} of them taken for strangers`;
}
