import type { ArmHistory } from "../history/file.ts";
import { around, longestWait } from "../history/questions.ts";
import type { Arm, Experiment } from "../prove/experiment.ts";
import { buy, settleIn } from "../shopper/journey.ts";
import { judgeRemoval } from "./removal.ts";

const REMOVAL = { victim: "shop-2", act: "pause" } as const;
/** Milliseconds within which another replica must have answered. */
const ANSWERED_WITHIN = 2000;

const pinned: Arm = {
  name: "sticky-cookie",
  role: "control",
  scenario: "sticky-cookie",
  replicas: 3,
  predicts: "shop-2's customers are hurt, and only they",
};
const shared: Arm = {
  name: "redis",
  role: "subject",
  scenario: "redis",
  replicas: 3,
  predicts: `nobody is hurt, all complete, nobody waits longer than ${ANSWERED_WITHIN} ms`,
};

export const hungReplica: Experiment = {
  name: "hung-replica",
  claim: "A replica that hangs costs a moment, and with shared state nothing else.",
  method:
    "Customers sign in and fill their carts. Then shop-2 is stopped in its tracks (SIGSTOP): it takes connections and answers none, which is harder to notice than a crash. nginx gives it up after 1.5 s and sends the request to another replica: reads, and changes that carry a key, which are made once whichever replica did them.",
  meaning:
    "A stuck process is as bad as a dead one for those who are pinned to it. With shared state it is a slow click, if the timeout is short and changes may be sent twice.",
  arms: [pinned, shared],

  async run(stage) {
    const crowd = stage.shoppers(stage.quick ? 12 : 30);
    await stage.inTurns(crowd, settleIn);
    await stage.pause(REMOVAL.victim);
    await stage.inTurns(crowd, buy);
    await stage.resume(REMOVAL.victim);
  },

  judge(arm, history) {
    const finding = judgeRemoval(arm, REMOVAL, history);
    const wait = Math.round(longestWait(whileHung(history)));
    return {
      ...finding,
      observed: `${finding.observed}; longest wait ${wait} ms`,
      asPredicted: finding.asPredicted && (arm.role === "control" || wait <= ANSWERED_WITHIN),
      numbers: { ...finding.numbers, "longest wait, ms": wait },
    };
  },
};

function whileHung(history: ArmHistory) {
  return around("resume", { ...history, events: around(REMOVAL.act, history).after }).before;
}
