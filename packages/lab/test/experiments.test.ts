import { describe, expect, test } from "vitest";
import type { Arm, Experiment } from "../src/engine/experiment.ts";
import { type ArmVerdict, judgeArm, judgeExperiment } from "../src/engine/verdict.ts";
import { balancingFree } from "../src/experiments/balancing-free.ts";
import { behindNat } from "../src/experiments/behind-nat.ts";
import { blueGreen } from "../src/experiments/blue-green.ts";
import { canary } from "../src/experiments/canary.ts";
import { checkoutBug } from "../src/experiments/checkout-bug.ts";
import { deadReplica } from "../src/experiments/dead-replica.ts";
import { halfTheTraffic } from "../src/experiments/half-the-traffic.ts";
import { rollingDeploy } from "../src/experiments/rolling-deploy.ts";
import { scaleDown } from "../src/experiments/scale-down.ts";
import { scaleUp } from "../src/experiments/scale-up.ts";
import { smallShop } from "../src/experiments/small-shop.ts";
import { unevenLoad } from "../src/experiments/uneven-load.ts";
import type { ArmHistory } from "../src/history/file.ts";
import { HistoryBuilder } from "./history-builder.ts";

const NAMES = ["ann", "bob", "cat"] as const;
const HOME = { ann: "shop-1", bob: "shop-2", cat: "shop-3" } as const;
const FULL = { abacus: 1, "paper-tape": 1, "framed-moth": 1 };

/** Each of three customers fills a cart on a replica of their own, and is known there. */
function settled(home: Record<(typeof NAMES)[number], string> = HOME): HistoryBuilder {
  const history = new HistoryBuilder();
  for (const name of NAMES)
    history
      .fillCart(name, home[name])
      .answer(name, "whoami", { replica: home[name], seen: { user: name, session: "known" } });
  return history;
}

function look(history: HistoryBuilder, name: string, replica: string, times: number): HistoryBuilder {
  for (let i = 0; i < times; i++) history.answer(name, "cart", { replica, seen: { items: FULL } });
  return history;
}

/** Everybody goes on to the checkout at shop-1; these find nothing. */
function goOn(history: HistoryBuilder, hurt: readonly string[]): HistoryBuilder {
  for (const name of NAMES)
    hurt.includes(name) ? history.findNothing(name, "shop-1") : history.buy(name, "shop-1");
  return history;
}

const purchases = (hurt: readonly string[]) => goOn(settled(), hurt);

const removed = (act: string, member: string | undefined, hurt: readonly string[]) =>
  goOn(settled().act(act, member).act(`${act} done`, member), hurt);

function loaded(clicks: readonly [number, number, number]): HistoryBuilder {
  const history = settled().act("load");
  NAMES.forEach((name, i) => {
    look(history.sample("cpu ms", 100, HOME[name]), name, HOME[name], clicks[i] as number);
    history.sample("cpu ms", 100 + (clicks[i] as number), HOME[name]);
  });
  return history;
}

function scaledUp(freshServes: number): HistoryBuilder {
  const history = settled().act("scale 4").act("scale 4 done");
  history.answer("newcomer", "whoami", { replica: "shop-4", seen: { user: null, session: "none" } });
  history.act("existing customers go on");
  return look(look(history, "ann", "shop-1", 10 - freshServes), "bob", "shop-4", freshServes);
}

function rolled(hurt: readonly string[]): HistoryBuilder {
  const history = look(settled().act("roll"), "ann", "shop-1", 1).act("roll done");
  return goOn(history, hurt);
}

/** All three go on to the checkout at a replica of the next version; these find nothing. */
function switched(hurt: readonly string[], replica = "next-1"): HistoryBuilder {
  const history = settled().act("release 3 with 100 %").act("release 3 with 100 % done");
  for (const name of NAMES)
    hurt.includes(name) ? history.findNothing(name, replica) : history.buy(name, replica);
  return history;
}

/** Of twenty looks into carts the canary serves so many; these find nothing at the checkout. */
function released(canaryServes: number, hurt: readonly string[]): HistoryBuilder {
  const history = settled().act("release 1 with 10 %").act("release 1 with 10 % done");
  look(look(history, "ann", "shop-1", 20 - canaryServes), "bob", "next-1", canaryServes);
  return goOn(history, hurt);
}

function halfOnVictim(clicks: readonly [number, number, number], hurt: readonly string[]): HistoryBuilder {
  const history = loaded(clicks).act("kill", "shop-2").act("kill done", "shop-2").act("load after");
  return goOn(look(history, "ann", "shop-1", 2).act("purchases"), hurt);
}

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
const EMPTY: ArmHistory = { events: [], acts: [], samples: [] };

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

/** What an experiment makes of one of its arms, by name. */
function judge(experiment: Experiment, name: string, history: ArmHistory): ArmVerdict {
  return judgeArm(experiment, experiment.arms.find((arm) => arm.name === name) as Arm, history);
}

test("dead-replica: pinned by cookie nobody but the victim's customers may be hurt; by address others may move", () => {
  const everybody = removed("kill", "shop-2", NAMES);
  expect(judge(deadReplica, "sticky-cookie", everybody).asPredicted).toBe(false);
  expect(judge(deadReplica, "sticky-ip", everybody).asPredicted).toBe(true);
  expect(judge(deadReplica, "sticky-cookie", removed("kill", "shop-2", ["ann"])).asPredicted).toBe(false);
});

test("dead-replica: whom the victim served is taken from before the kill, and the gap is measured from its last answer", () => {
  const { numbers } = judge(deadReplica, "sticky-cookie", removed("kill", "shop-2", ["bob"]));
  expect(numbers).toMatchObject({ customers: 3, "on the victim": 1, "signed out": 1, "others hurt": 0 });
  expect(numbers["next answer after, ms"]).toBeGreaterThan(0);
});

test.each([
  ["the victim had no customers", settled({ ann: "shop-1", bob: "shop-1", cat: "shop-3" })],
  ["the victim had all customers", settled({ ann: "shop-2", bob: "shop-2", cat: "shop-2" })],
  ["somebody was a stranger before", settled().findNothing("ann", "shop-3")],
])("dead-replica: unsteady when %s", (_why, before) => {
  const history = goOn(before.act("kill", "shop-2").act("kill done", "shop-2"), ["bob"]);
  for (const arm of ["sticky-cookie", "redis"])
    expect(judge(deadReplica, arm, history).unsteady).not.toBeNull();
});

test("dead-replica: unsteady when the kill was begun and never done", () => {
  const history = goOn(settled().act("kill", "shop-2"), []);
  expect(judge(deadReplica, "redis", history).unsteady).toContain("kill done");
});

test("half-the-traffic: the control must hurt who made half of it, the subject must spread it", () => {
  const elsewhere = halfOnVictim([60, 10, 30], ["bob"]);
  expect(judge(halfTheTraffic, "sticky-cookie", elsewhere)).toMatchObject({
    asPredicted: false,
    unsteady: null,
  });
  const uneven = halfOnVictim([20, 60, 20], []);
  expect(judge(halfTheTraffic, "redis", uneven)).toMatchObject({ asPredicted: false, unsteady: null });
});

test("dead-replica: a request that ended without telling is never counted as harm", () => {
  const history = settled().act("kill", "shop-2").act("kill done", "shop-2");
  goOn(history.answer("bob", "cart", { type: "unknown", status: 502 }), []);
  expect(judge(deadReplica, "redis", history)).toMatchObject({
    unsteady: expect.stringContaining("1 customers"),
  });
});

test("rolling-deploy: with shared state not one request may fail", () => {
  const history = settled()
    .act("roll")
    .answer("ann", "cart", { type: "unknown", status: 502 })
    .act("roll done");
  expect(judge(rollingDeploy, "redis", goOn(history, []))).toMatchObject({
    asPredicted: false,
    unsteady: null,
  });
});

test("rolling-deploy: unsteady when nobody clicked during the roll", () => {
  const history = goOn(settled().act("roll").act("roll done"), NAMES);
  expect(judge(rollingDeploy, "sticky-cookie", history).unsteady).toContain("nobody clicked");
});

test("blue-green: unsteady when green served before the switch, or hardly anybody after it", () => {
  const early = look(settled(), "ann", "next-1", 1).act("release 3 with 100 %");
  const beforehand = goOn(early.act("release 3 with 100 % done"), []);
  expect(judge(blueGreen, "redis", beforehand).unsteady).toContain("before the switch");
  expect(judge(blueGreen, "redis", switched([], "shop-1")).unsteady).toContain("green served 0 %");
});

describe("canary", () => {
  const judgeCanary = (arm: string, served: number, hurt: readonly string[]) =>
    judge(canary, arm, released(served, hurt));

  test("pinned by address, more must be hurt than were meant to try", () => {
    expect(judgeCanary("sticky-ip", 5, ["ann", "bob"])).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeCanary("sticky-ip", 5, [])).toMatchObject({ asPredicted: false, unsteady: null });
  });

  test("pinned by cookie, the canary must meet nobody, and nobody may be hurt", () => {
    expect(judgeCanary("sticky-cookie", 0, [])).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeCanary("sticky-cookie", 3, [])).toMatchObject({ asPredicted: false, unsteady: null });
    expect(judgeCanary("sticky-cookie", 0, ["ann"])).toMatchObject({ asPredicted: false, unsteady: null });
  });

  test("with shared state the canary must get about its share, and nobody may be hurt", () => {
    expect(judgeCanary("redis", 3, [])).toMatchObject({ asPredicted: true, unsteady: null });
    for (const served of [0, 1, 6])
      expect(judgeCanary("redis", served, [])).toMatchObject({ asPredicted: false, unsteady: null });
    expect(judgeCanary("redis", 3, ["ann"])).toMatchObject({ asPredicted: false, unsteady: null });
  });

  test("unsteady when strangers came, nothing was released, or nobody could sign in", () => {
    for (const { name } of canary.arms) {
      expect(judge(canary, name, EMPTY).unsteady).not.toBeNull();
      expect(judge(canary, name, purchases([])).unsteady).toContain("release 1 with 10 %");
      const strangers = settled().findNothing("ann", "shop-3").act("release 1 with 10 %");
      expect(judge(canary, name, strangers.act("release 1 with 10 % done")).unsteady).toContain("strangers");
    }
  });
});

test("scale-up: unsteady when no newcomer met the fresh replica", () => {
  const { acts, events } = scaledUp(0);
  const unmet = { acts, samples: [], events: events.filter(({ shopper }) => shopper !== "newcomer") };
  expect(judge(scaleUp, "sticky-cookie", unmet).unsteady).toContain("shop-4");
});
