import { allZero, control, type Experiment, predict, subject } from "../engine/experiment.ts";
import { ledgersOf, total } from "../shopper/ledgers.ts";
import { everybodyBegan } from "./common/steady-state.ts";

const ADDS = 50;

const someLost = predict("acknowledged items are lost", (the) => the("lost") > 0);
const allKept = predict(
  "every acknowledged item is kept",
  (the) => allZero(the, "lost", "unexpected") && the("kept") === the("acknowledged"),
);

export const concurrentAdds: Experiment = {
  name: "concurrent-adds",
  claim: "Shared state alone is not enough: a cart inside the session loses items when clicks overlap.",
  method: `A customer sends ${ADDS} adds at once, over all replicas, then looks into the cart. A session is read, changed in the replica and written back whole, so of changes that overlap the last one wins; a cart of its own is added to inside Redis.`,
  meaning:
    "Moving sessions to Redis makes every replica find your cart, not every click count. What two clicks may change at once must be changed where it lives.",
  arms: [
    control("redis", someLost, { name: "cart-in-session", settings: { cart: "in-session" } }),
    subject("redis", allKept, { name: "cart-of-its-own" }),
  ],

  async run(stage) {
    await stage.inTurns(stage.shoppers(stage.quick ? 2 : 5), async (shopper) => {
      await shopper.signIn();
      await Promise.all(Array.from({ length: ADDS }, () => shopper.add("abacus")));
      await shopper.cart();
    });
  },

  measure(_arm, { events }) {
    const ledgers = ledgersOf(events);
    const [acknowledged, lost] = [total(ledgers, "acknowledged"), total(ledgers, "lost")];
    const unknown = events.filter(({ operation, type }) => operation === "add" && type === "unknown").length;
    const kept = acknowledged - lost;
    return {
      observed: `${kept} of ${acknowledged} kept, ${lost} lost`,
      unsteady: everybodyBegan(events) ?? (unknown > 0 ? `${unknown} adds have an unknown outcome` : null),
      numbers: { acknowledged, kept, lost, unexpected: total(ledgers, "doubled"), unknown },
    };
  },

  figures: [{ plot: "kept" }],
  evidence: [{ row: "weak-point", shared: ["cart-in-session", "cart-of-its-own"] }],
};
