import { setTimeout as sleep } from "node:timers/promises";
import type { ArmHistory } from "../history/file.ts";
import type { HistoryEvent } from "../history/history.ts";
import { around, ordersOf } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import type { Stage } from "../prove/stage.ts";
import { fillCart } from "../shopper/journey.ts";
import type { Shopper } from "../shopper/shopper.ts";
import { everybodyBegan, wasDone } from "./steady.ts";
import { untilRecovered } from "./until-recovered.ts";

const REPLICAS = 3;
/** Milliseconds that a sync to the disk takes while it is slow. */
const SYNC = 2500;

const arm = (persistence: "everysec" | "always", role: Arm["role"], predicts: string): Arm => ({
  name: `appendfsync-${persistence}`,
  role,
  scenario: "redis",
  replicas: REPLICAS,
  settings: { persistence },
  predicts,
});

export const slowDisk: Experiment = {
  name: "slow-disk",
  claim: "An order that was acknowledged is there after a crash of Redis, also when the disk is slow.",
  method: `Half of the customers check out. Then each sync of Redis's log to the disk begins to take ${SYNC} ms, the others check out, and Redis is killed with SIGKILL. Told to sync every second, Redis answers first and keeps what it has not written for as long as a sync is under way; told to sync always, it answers when the disk has it, so that the shop says 503 rather than promise what it cannot keep.`,
  meaning:
    "What a store acknowledges before it is on disk is a promise that a crash may break, and a slow disk makes that likely. For orders choose the slower answer.",
  arms: [
    arm("everysec", "control", "orders that were acknowledged are gone"),
    arm(
      "always",
      "subject",
      "every acknowledged order is there; what was a 503 is placed once when sent again",
    ),
  ],

  needsSlowDisk: true,

  async run(stage) {
    const customers = stage.shoppers(stage.quick ? 12 : 30);
    const [early, late] = [customers.slice(0, customers.length / 2), customers.slice(customers.length / 2)];
    await stage.inTurns(customers, fillCart);
    await checkOut(stage, early);
    await stage.stop("redis");
    await stage.startWithSlowDisk("redis", SYNC);
    await untilRecovered(customers[0] as Shopper, REPLICAS, stage.signal);
    stage.mark("slow");
    const sent = await checkOut(stage, late);
    await stage.kill("redis");
    await stage.start("redis");
    await untilRecovered(customers[0] as Shopper, REPLICAS, stage.signal);
    stage.mark("recovered");
    // what got no answer is sent again, as it was
    await stage.inTurns(sent, async ([shopper, { type, key }]) => {
      if (type === "unknown") await shopper.checkout(key);
    });
    await stage.inTurns(customers, async (shopper) => {
      for (const id of ordersOf(shopper.name, stage.events)) await shopper.order(id);
      await shopper.cart();
    });
  },

  judge({ role }, history) {
    const { acknowledged, lost, refused, again, leftInCarts } = count(history);
    return {
      observed: `${lost} of ${acknowledged} acknowledged orders lost, ${refused} checkouts were 503, ${again} of these placed when sent again`,
      asPredicted:
        role === "control" ? lost > 0 : lost === 0 && refused > 0 && again === refused && leftInCarts === 0,
      unsteady:
        everybodyBegan(history.events) ??
        wasDone("recovered", history) ??
        (acknowledged === 0 ? "no order was acknowledged" : null),
      numbers: {
        "orders acknowledged": acknowledged,
        "orders lost": lost,
        "checkouts refused": refused,
        "placed when sent again": again,
      },
    };
  },
};

/** One after the other, within a second, whatever becomes of the one before: while the first one's sync is under way. */
async function checkOut(stage: Stage, customers: readonly Shopper[]): Promise<[Shopper, HistoryEvent][]> {
  const sent: Promise<[Shopper, HistoryEvent]>[] = [];
  for (const shopper of customers) {
    sent.push(shopper.checkout().then((event) => [shopper, event]));
    await sleep(1000 / customers.length, undefined, { signal: stage.signal });
  }
  return Promise.all(sent);
}

function count(history: ArmHistory) {
  const { before, after } = around("recovered", history);
  const checkouts = (events: readonly HistoryEvent[], type: HistoryEvent["type"]) =>
    events.filter((event) => event.operation === "checkout" && event.type === type);
  const found = new Set(
    after.flatMap(({ operation, type, wanted }) => (operation === "order" && type === "ok" ? [wanted] : [])),
  );
  const placed = checkouts(before, "ok").map(({ seen }) => seen?.orderId);
  const carts = after.filter(({ operation, type }) => operation === "cart" && type === "ok");
  return {
    acknowledged: placed.length,
    lost: placed.filter((id) => !found.has(id)).length,
    refused: checkouts(before, "unknown").length,
    again: checkouts(after, "ok").filter(({ seen }) => found.has(seen?.orderId)).length,
    leftInCarts: carts.filter(({ seen }) => Object.keys(seen?.items ?? {}).length > 0).length,
  };
}
