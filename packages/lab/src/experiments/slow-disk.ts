import { setTimeout as sleep } from "node:timers/promises";
import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { Stage } from "../engine/stage.ts";
import type { ArmHistory } from "../history/file.ts";
import type { HistoryEvent } from "../history/history.ts";
import { around, countItems, ordersOf } from "../history/questions.ts";
import { fillCart } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { sum } from "../statistics.ts";
import { untilRecovered } from "./common/recovery.ts";
import { everybodyBegan } from "./common/steady-state.ts";

const REPLICAS = 3;
/** How long a sync to the disk takes while it is slow. */
const SYNC_MS = 2500;
const RECOVERED = "recovered";

const someLost = predict("orders that were acknowledged are gone", (the) => the("orders lost") > 0);
const promisesKept = predict(
  "every acknowledged order is there; what was a 503 is placed once when sent again",
  (the) =>
    the("orders lost") === 0 &&
    the("checkouts refused") > 0 &&
    the("placed when sent again") === the("checkouts refused") &&
    the("items left in carts") === 0,
);

export const slowDisk: Experiment = {
  name: "slow-disk",
  claim: "An order that was acknowledged is there after a crash of Redis, also when the disk is slow.",
  method: `Half of the customers check out. Then each sync of Redis's log to the disk begins to take ${SYNC_MS} ms, the others check out, and Redis is killed with SIGKILL. Told to sync every second, Redis answers first and keeps what it has not written for as long as a sync is under way; told to sync always, it answers when the disk has it, so that the shop says 503 rather than promise what it cannot keep.`,
  meaning:
    "What a store acknowledges before it is on disk is a promise that a crash may break, and a slow disk makes that likely. For orders choose the slower answer.",
  arms: [
    control("redis", someLost, { name: "appendfsync-everysec", settings: { persistence: "everysec" } }),
    subject("redis", promisesKept, { name: "appendfsync-always", settings: { persistence: "always" } }),
  ],
  needsSlowDisk: true,

  async run(stage) {
    const customers = stage.shoppers(stage.quick ? 12 : 30);
    const [early, late] = [customers.slice(0, customers.length / 2), customers.slice(customers.length / 2)];
    await stage.inTurns(customers, fillCart);
    await checkOut(stage, early);
    await stage.stop("redis");
    await stage.startWithSlowDisk("redis", SYNC_MS);
    await untilRecovered(customers[0] as Shopper, REPLICAS, stage.signal);
    stage.mark("slow");
    const sent = await checkOut(stage, late);
    await stage.kill("redis");
    await stage.start("redis");
    await untilRecovered(customers[0] as Shopper, REPLICAS, stage.signal);
    stage.mark(RECOVERED);
    // what got no answer is sent again, as it was
    await stage.inTurns(sent, async ([shopper, { type, key }]) => {
      if (type === "unknown") await shopper.checkout(key);
    });
    await stage.inTurns(customers, async (shopper) => {
      for (const id of ordersOf(shopper.name, stage.events)) await shopper.order(id);
      await shopper.cart();
    });
  },

  measure(_arm, history) {
    const numbers = countOrders(history);
    const acknowledged = numbers["orders acknowledged"];
    return {
      observed: `${numbers["orders lost"]} of ${acknowledged} acknowledged orders lost, ${numbers["checkouts refused"]} checkouts were 503, ${numbers["placed when sent again"]} of these placed when sent again`,
      unsteady: everybodyBegan(history.events) ?? (acknowledged === 0 ? "no order was acknowledged" : null),
      numbers,
    };
  },

  figures: [{ plot: "served" }],
  evidence: [{ row: "weak-point", shared: ["appendfsync-everysec", "appendfsync-always"] }],
};

/** One after the other within a second, without waiting for answers: the first one's sync is still under way. */
async function checkOut(stage: Stage, customers: readonly Shopper[]): Promise<[Shopper, HistoryEvent][]> {
  const sent: Promise<[Shopper, HistoryEvent]>[] = [];
  for (const shopper of customers) {
    sent.push(shopper.checkout().then((event) => [shopper, event]));
    await sleep(1000 / customers.length, undefined, { signal: stage.signal });
  }
  return Promise.all(sent);
}

function countOrders(history: ArmHistory) {
  const { before, after } = around(RECOVERED, history);
  const checkouts = (events: readonly HistoryEvent[], type: HistoryEvent["type"]) =>
    events.filter((event) => event.operation === "checkout" && event.type === type);
  const found = new Set(
    after.flatMap(({ operation, type, wanted }) => (operation === "order" && type === "ok" ? [wanted] : [])),
  );
  const placed = checkouts(before, "ok").map(({ seen }) => seen?.orderId);
  const carts = after.filter(({ operation, type }) => operation === "cart" && type === "ok");
  return {
    "orders acknowledged": placed.length,
    "orders lost": placed.filter((id) => !found.has(id)).length,
    "checkouts refused": checkouts(before, "unknown").length,
    "placed when sent again": checkouts(after, "ok").filter(({ seen }) => found.has(seen?.orderId)).length,
    "items left in carts": sum(carts.map(({ seen }) => countItems(seen?.items ?? {}))),
  };
}
