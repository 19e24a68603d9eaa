import type { ArmHistory } from "../history/file.ts";
import { around, longestWait } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { buy, settleIn } from "../shopper/journey.ts";
import { customersBeside, judgeRemoval } from "./removal.ts";

const REMOVAL = { victim: "shop-2", act: "kill" } as const;

const pinned = (scenario: "sticky-ip" | "sticky-cookie", predicts: string): Arm => ({
  name: scenario,
  role: "control",
  scenario,
  replicas: 3,
  predicts,
});
const shared: Arm = {
  name: "redis",
  role: "subject",
  scenario: "redis",
  replicas: 3,
  predicts: "nobody is hurt, all complete",
};

export const deadReplica: Experiment = {
  name: "dead-replica",
  claim: "A dead replica takes its sessions with it, unless they were never its own.",
  method:
    "Customers sign in and fill their carts. While they look at them, shop-2 is killed; then everybody goes on to the checkout. In memory, the sessions and carts of its customers died with it, and only those; in Redis they did not.",
  meaning:
    "Pinned, one crash signs out everybody who was on that server, and no status code tells you. With shared state a crash costs nobody more than a moment.",
  arms: [
    pinned("sticky-ip", "all of shop-2's customers are hurt"),
    pinned("sticky-cookie", "shop-2's customers are hurt, and only they"),
    shared,
  ],

  async run(stage) {
    const crowd = stage.shoppers(stage.quick ? 24 : 60);
    await stage.inTurns(crowd, settleIn);
    await stage.during(
      () => stage.kill(REMOVAL.victim),
      crowd,
      async (shopper) => {
        await stage.think(0, 100);
        await shopper.cart();
      },
    );
    await stage.inTurns(crowd, buy);
  },

  judge(arm, history) {
    const finding = judgeRemoval(arm, REMOVAL, history);
    return { ...finding, numbers: { ...finding.numbers, ...measureGap(history) } };
  },
};

/** How long it took from the victim's last sign of life until one of its customers was answered by another. */
function measureGap(history: ArmHistory): Record<string, number> {
  const { after } = around(REMOVAL.act, history);
  const theirs = new Set(customersBeside(REMOVAL, history).theirs.map(({ shopper }) => shopper));
  const lastSign = after.findLast(({ replica }) => replica === REMOVAL.victim) ?? after[0];
  const next = after.find(
    ({ shopper, type, time }) => theirs.has(shopper) && type === "ok" && time > (lastSign?.time ?? 0),
  );
  return {
    ...(lastSign && next && { "next answer after, ms": Math.round(next.time - lastSign.time) }),
    "longest wait, ms": Math.round(longestWait(after)),
  };
}
