import { describe, expect, test } from "vitest";
import type { Arm, Experiment } from "../../src/engine/experiment.ts";
import { judgeArm, judgeExperiment } from "../../src/engine/verdict.ts";
import { balancingFree } from "../../src/experiments/balancing-free.ts";
import { behindNat } from "../../src/experiments/behind-nat.ts";
import { blueGreen } from "../../src/experiments/blue-green.ts";
import { checkoutBug } from "../../src/experiments/checkout-bug.ts";
import { deadReplica } from "../../src/experiments/dead-replica.ts";
import { halfTheTraffic } from "../../src/experiments/half-the-traffic.ts";
import { rollingDeploy } from "../../src/experiments/rolling-deploy.ts";
import { scaleDown } from "../../src/experiments/scale-down.ts";
import { scaleUp } from "../../src/experiments/scale-up.ts";
import { smallShop } from "../../src/experiments/small-shop.ts";
import { unevenLoad } from "../../src/experiments/uneven-load.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import { EMPTY } from "./judge.ts";

import {
  halfOnVictim,
  loaded,
  NAMES,
  purchases,
  removed,
  rolled,
  scaledUp,
  settled,
  switched,
} from "./three-customers.ts";

/** Of each experiment a history with the bad thing, which its control predicts and a saboteur makes, and one without. */
const CASES: readonly [Experiment, bad: ArmHistory, good: ArmHistory][] = [
  [checkoutBug, purchases(NAMES), purchases([])],
  [balancingFree, purchases(NAMES), purchases([])],
  [smallShop, purchases(NAMES), purchases([])],
  [unevenLoad, loaded([60, 20, 20]), loaded([34, 33, 33])],
  [behindNat, settled({ ann: "shop-2", bob: "shop-2", cat: "shop-2" }), settled()],
  [deadReplica, removed("kill", "shop-2", ["bob"]), removed("kill", "shop-2", [])],
  [scaleUp, scaledUp(0), scaledUp(3)],
  [scaleDown, removed("scale 2", undefined, ["cat"]), removed("scale 2", undefined, [])],
  [rollingDeploy, rolled(NAMES), rolled([])],
  [blueGreen, switched(NAMES), switched([])],
  [halfTheTraffic, halfOnVictim([20, 60, 20], ["bob"]), halfOnVictim([10, 10, 10], [])],
];

/** The experiment's verdict when its controls and its subjects were recorded like this. */
function verdictOf(experiment: Experiment, control: ArmHistory, subject: ArmHistory): string {
  const recorded = ({ role }: Arm) => (role === "control" ? control : subject);
  const header = { experiment: experiment.name, seed: 1, quick: true, runtime: "none", began: "" };
  const arms = new Map(experiment.arms.map((arm) => [arm.name, recorded(arm)]));
  return judgeExperiment(experiment, { header, arms }).verdict;
}

describe.each(CASES)("$name", (experiment, bad, good) => {
  test.each(experiment.arms)("$name", (arm) => {
    const [right, wrong] = arm.role === "control" ? [bad, good] : [good, bad];
    expect(judgeArm(experiment, arm, right)).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeArm(experiment, arm, wrong)).toMatchObject({ asPredicted: false, unsteady: null });
    expect(judgeArm(experiment, arm, EMPTY).unsteady).not.toBeNull();
    expect(judgeArm(experiment, arm, { ...right, acts: [], events: [] }).unsteady).not.toBeNull();
  });

  test("passes only with a control that shows the bad thing and a subject without it", () => {
    expect(verdictOf(experiment, bad, good)).toBe("passed");
    expect(verdictOf(experiment, bad, bad)).toBe("deviated");
    expect(verdictOf(experiment, good, good)).toBe("inconclusive");
    expect(verdictOf(experiment, EMPTY, EMPTY)).toBe("inconclusive");
  });

  test("a subject that shows the bad thing outweighs a control about which nothing can be said", () => {
    expect(verdictOf(experiment, EMPTY, bad)).toBe("deviated");
    expect(verdictOf(experiment, EMPTY, good)).toBe("inconclusive");
    expect(verdictOf(experiment, bad, EMPTY)).toBe("inconclusive");
  });
});

test.each(CASES)("$name: a shop that lets nobody sign in proves nothing", (experiment, bad, good) => {
  for (const { acts, samples, events } of [bad, good]) {
    const refused = events.map((event) =>
      event.operation === "sign-in" && event.type === "ok" ? { ...event, type: "fail" as const } : event,
    );
    for (const arm of experiment.arms)
      expect(judgeArm(experiment, arm, { acts, samples, events: refused }).unsteady, arm.name).not.toBeNull();
  }
});

const WITH_AN_ACT = CASES.filter(([, bad]) => bad.acts.length > 0);

test.each(WITH_AN_ACT)("$name: nothing can be said where nothing was done", (experiment, _bad, good) => {
  for (const arm of experiment.arms)
    expect(judgeArm(experiment, arm, { ...good, acts: [] }).unsteady, arm.name).not.toBeNull();
});
