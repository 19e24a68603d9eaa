import type { HistoryEvent, Items } from "../history/history.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { everybodyBegan } from "./steady.ts";

const ADDS = 50;

const arms: readonly Arm[] = [
  {
    name: "cart-in-session",
    role: "control",
    scenario: "redis",
    replicas: 3,
    settings: { cart: "in-session" },
    predicts: "acknowledged items are lost",
  },
  {
    name: "cart-of-its-own",
    role: "subject",
    scenario: "redis",
    replicas: 3,
    predicts: "every acknowledged item is kept",
  },
];

export const concurrentAdds: Experiment = {
  name: "concurrent-adds",
  claim: "Shared state alone is not enough: a cart inside the session loses items when clicks overlap.",
  method: `A customer sends ${ADDS} adds at once, over all replicas, then looks into the cart. A session is read, changed in the replica and written back whole, so of changes that overlap the last one wins; a cart of its own is added to inside Redis.`,
  meaning:
    "Moving sessions to Redis makes every replica find your cart, not every click count. What two clicks may change at once must be changed where it lives.",
  arms,

  async run(stage) {
    await stage.inTurns(stage.shoppers(stage.quick ? 2 : 5), async (shopper) => {
      await shopper.signIn();
      await Promise.all(Array.from({ length: ADDS }, () => shopper.add("abacus")));
      await shopper.cart();
    });
  },

  judge({ role }, { events }) {
    const { acknowledged, kept, lost, unexpected, unknown } = countItems(events);
    return {
      observed: `${kept} of ${acknowledged} kept, ${lost} lost`,
      asPredicted: role === "control" ? lost > 0 : lost === 0 && unexpected === 0 && kept === acknowledged,
      unsteady: everybodyBegan(events) ?? (unknown > 0 ? `${unknown} adds ended without telling` : null),
      numbers: { acknowledged, kept, lost, unexpected, unknown },
    };
  },
};

/** In the manner of Jepsen's set checker: an add that was acknowledged must be found, one of unknown end may be. */
function countItems(events: readonly HistoryEvent[]) {
  const count = { acknowledged: 0, kept: 0, lost: 0, unexpected: 0, unknown: 0 };
  const byShopper = Map.groupBy(events, ({ shopper }) => shopper);
  for (const answers of byShopper.values()) {
    const adds = (type: HistoryEvent["type"]) =>
      answers.filter((event) => event.operation === "add" && event.type === type).length;
    const found = sum(
      answers.findLast(({ operation, type }) => operation === "cart" && type === "ok")?.seen?.items,
    );
    const [acknowledged, unknown] = [adds("ok"), adds("unknown")];
    count.acknowledged += acknowledged;
    count.unknown += unknown;
    count.kept += Math.min(found, acknowledged);
    count.lost += Math.max(0, acknowledged - found);
    count.unexpected += Math.max(0, found - acknowledged - unknown);
  }
  return count;
}

const sum = (items: Items = {}) => Object.values(items).reduce((total, quantity) => total + quantity, 0);
