import { control, type Experiment, subject } from "../engine/experiment.ts";
import type { ArmHistory } from "../history/file.ts";
import { around, longestWait } from "../history/questions.ts";
import { buy } from "../shopper/journey.ts";
import {
  customersOfVictim,
  measureRemoval,
  nobodyHurt,
  onlyVictimsHurt,
  victimsHurt,
} from "./common/removal.ts";
import { settledCrowd, whileLooking } from "./common/settled-crowd.ts";

const REMOVAL = { victim: "shop-2", act: "kill" } as const;

export const deadReplica: Experiment = {
  name: "dead-replica",
  claim: "A dead replica takes its sessions with it, unless they were never its own.",
  method:
    "Customers sign in and fill their carts. While they look at them, shop-2 is killed; then everybody goes on to the checkout. In memory, the sessions and carts of its customers died with it, and only those; in Redis they did not.",
  meaning:
    "Pinned, one crash signs out everybody who was on that server, and no status code tells you. With shared state a crash costs nobody more than a moment.",
  arms: [
    control("sticky-ip", victimsHurt(REMOVAL)),
    control("sticky-cookie", onlyVictimsHurt(REMOVAL)),
    subject("redis", nobodyHurt),
  ],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: 60, quick: 24 });
    await whileLooking(stage, crowd, 100, () => stage.kill(REMOVAL.victim));
    await stage.inTurns(crowd, buy);
  },

  measure(_arm, history) {
    const removal = measureRemoval(REMOVAL, history);
    return { ...removal, numbers: { ...removal.numbers, ...measureGap(history) } };
  },

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "server-dies", sticky: ["sticky-ip", "sticky-cookie"], shared: ["redis"] }],
  headline(numbers) {
    const [sticky, shared] = ["sticky-cookie", "redis"].map((arm) => numbers.get(arm)?.["carts lost"]);
    if (!sticky || shared !== 0) return null;
    const carts = sticky === 1 ? "1 customer lost their cart" : `${sticky} customers lost their carts`;
    return `A server died. Pinned to it, ${carts}. With shared sessions, nobody did.`;
  },
};

/** How long it took from the victim's last sign of life until another replica answered one of its customers. */
function measureGap(history: ArmHistory): Record<string, number> {
  const { after } = around(REMOVAL.act, history);
  const { theirs = [] } = customersOfVictim(REMOVAL, history);
  const customers = new Set(theirs.map(({ shopper }) => shopper));
  const lastSign = after.findLast(({ replica }) => replica === REMOVAL.victim) ?? after[0];
  const next = after.find(
    ({ shopper, type, time }) => customers.has(shopper) && type === "ok" && time > (lastSign?.time ?? 0),
  );
  return {
    ...(lastSign && next && { "next answer after, ms": Math.round(next.time - lastSign.time) }),
    "longest wait, ms": Math.round(longestWait(after)),
  };
}
