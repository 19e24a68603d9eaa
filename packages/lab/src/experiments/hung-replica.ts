import { control, type Experiment, predict, subject } from "../engine/experiment.ts";
import { betweenMarks, longestWait } from "../history/questions.ts";
import { buy } from "../shopper/journey.ts";
import { measureRemoval, nobodyHurt, onlyVictimsHurt } from "./common/removal.ts";
import { settledCrowd } from "./common/settled-crowd.ts";

const REMOVAL = { victim: "shop-2", act: "pause" } as const;
const WITHIN_MS = 2000;

const nobodyWaitsLong = predict(
  `${nobodyHurt.says}, nobody waits longer than ${WITHIN_MS} ms`,
  (the) => nobodyHurt.holds(the) && the("longest wait, ms") <= WITHIN_MS,
);

export const hungReplica: Experiment = {
  name: "hung-replica",
  claim: "A replica that hangs costs a moment, and with shared state nothing else.",
  method:
    "Customers sign in and fill their carts. Then shop-2 is stopped in its tracks (SIGSTOP): it accepts connections and answers none, which is harder to notice than a crash. nginx gives it up after 1.5 s and sends the request to another replica: reads, and changes that carry a key, which are made once whichever replica did them.",
  meaning:
    "A stuck process is as bad as a dead one for those who are pinned to it. With shared state it is a slow click, if the timeout is short and changes may be sent twice.",
  arms: [control("sticky-cookie", onlyVictimsHurt(REMOVAL)), subject("redis", nobodyWaitsLong)],

  async run(stage) {
    const crowd = await settledCrowd(stage, { full: 30, quick: 12 });
    await stage.pause(REMOVAL.victim);
    await stage.inTurns(crowd, buy);
    await stage.resume(REMOVAL.victim);
  },

  measure(_arm, history) {
    const removal = measureRemoval(REMOVAL, history);
    const wait = Math.round(longestWait(betweenMarks(REMOVAL.act, "resume", history)));
    return {
      ...removal,
      observed: `${removal.observed}; longest wait ${wait} ms`,
      numbers: { ...removal.numbers, "longest wait, ms": wait },
    };
  },

  figures: [{ plot: "served" }, { plot: "fates" }],
  evidence: [{ row: "server-dies", sticky: ["sticky-cookie"], shared: ["redis"] }],
};
