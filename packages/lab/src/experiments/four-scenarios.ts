import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import type { ArmHistory } from "../history/file.ts";
import { around, lastReplicaOf } from "../history/questions.ts";
import { countFates, fatesOf } from "../shopper/fate.ts";
import { buy, fillCart } from "../shopper/journey.ts";
import { allComplete, almostNobodyCompletes, purchase } from "./common/purchases.ts";
import { nobodyHurt } from "./common/removal.ts";
import { everybodyBegan, everybodyWasAnswered } from "./common/steady-state.ts";

const VICTIM = "shop-2";
const CUSTOMERS = 60;

/** Pinned by address: when the dead replica leaves nginx's list, as it does with Docker's DNS, ip_hash moves others too. */
const victimsHurt = predict(
  `all complete but ${VICTIM}'s customers and those that ip_hash moves`,
  (the) =>
    the("on the victim, login and cart lost, no order") === the("on the victim") &&
    the("finished before, without an order") === 0,
);
const onlyVictimsHurt = predict(
  `all complete but ${VICTIM}'s customers`,
  (the) => victimsHurt.holds(the) && the("others under fire without an order") === 0,
);
const unhurt = predict(`${allComplete.says}, whichever replica dies`, nobodyHurt.holds);

export const fourScenarios: Experiment = {
  name: "four-scenarios",
  claim: "Of the bug, its two patches and the fix, only the fix keeps every customer when a replica dies.",
  method: `Half of the customers sign in, fill their carts and check out. The others fill their carts; then ${VICTIM} is killed, and they go on to the checkout.`,
  meaning:
    "Pinning repairs the bug until a server dies, and then its customers lose login and cart. With shared state nobody does.",
  arms: [
    control("bug", almostNobodyCompletes),
    control("sticky-ip", victimsHurt),
    control("sticky-cookie", onlyVictimsHurt),
    subject("redis", unhurt),
  ],

  async run(stage) {
    const crowd = stage.shoppers(stage.customers ?? CUSTOMERS);
    const first = crowd.slice(0, Math.floor(crowd.length / 2));
    const second = crowd.slice(first.length);
    await stage.inTurns(first, purchase);
    await stage.inTurns(second, fillCart);
    await stage.kill(VICTIM);
    await stage.inTurns(second, buy);
  },

  measure({ scenario }, history) {
    const fates = countFates(history.events);
    const { theirs = [], others = [], before = [] } = customersAtTheKill(history);
    const isPinned = scenario === "sticky-ip" || scenario === "sticky-cookie";
    return {
      observed: `${fates.completed} of ${fates.customers} completed, ${fates["signed out"]} signed out, ${fates["carts lost"]} carts lost`,
      unsteady:
        everybodyBegan(history.events) ??
        everybodyWasAnswered(history.events) ??
        (isPinned && theirs.length === 0 ? `${VICTIM} had no customers when it died` : null),
      numbers: {
        ...fates,
        "on the victim": theirs.length,
        "on the victim, login and cart lost, no order": theirs.filter(
          (fate) => fate.signedOut && fate.cartLost && !fate.completed,
        ).length,
        "others under fire without an order": others.filter((fate) => !fate.completed).length,
        "finished before, without an order": before.filter((fate) => !fate.completed).length,
      },
    };
  },

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [],
  headline(numbers) {
    const [pinned, shared] = [numbers.get("sticky-cookie"), numbers.get("redis")];
    if (!pinned?.["carts lost"] || shared?.["carts lost"] !== 0) return null;
    return `A server died. Pinned to it, ${pinned["carts lost"]} of ${pinned.customers} customers lost their carts. With shared sessions, nobody did.`;
  },
};

/** Customers by how the kill found them: answered last by the victim or by another replica, or finished before. */
function customersAtTheKill(history: ArmHistory) {
  const { before, after } = around("kill", history);
  const underFire = new Set(after.map(({ shopper }) => shopper));
  return Object.groupBy(fatesOf(history.events), ({ shopper }) => {
    if (!underFire.has(shopper)) return "before";
    return lastReplicaOf(shopper, before) === VICTIM ? "theirs" : "others";
  });
}
