import { sides } from "../../../src/page/live/live-state.ts";
import type { Answer } from "../../../src/wire/customer.ts";
import type { Snapshot, Update } from "../../../src/wire/live.ts";
import type { Annotation } from "../../../src/wire/timeline.ts";
import { customer, point, sideView } from "../side-view.ts";

/** A control room with one side and one customer, before the first order. */
export const snapshot = (): Snapshot => ({
  runtime: "native",
  lastAction: null,
  sides: [{ ...sideView(), customers: [customer(1)] }],
});

/** What is new on that side when there are so many orders. `text` annotates it. */
export function update({ orders, text }: { orders: number; text?: string }, ...answers: Answer[]): Update {
  const side = sideView({ statistics: { orders } });
  const annotations: Annotation[] = text === undefined ? [] : [{ number: 1, time: orders, text }];
  return { lastAction: null, sides: [{ ...side, answers, points: [point(orders)], annotations }] };
}

/** How many orders the page shows. */
export const ordersShown = (): number | undefined => sides.value[0]?.statistics.orders;
