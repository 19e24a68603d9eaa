import { describe, expect, test } from "vitest";
import type { Arm, Experiment } from "../src/engine/experiment.ts";
import { judgeArm } from "../src/engine/verdict.ts";
import { durabilityCost } from "../src/experiments/durability-cost.ts";
import { hungReplica } from "../src/experiments/hung-replica.ts";
import { slowDisk } from "../src/experiments/slow-disk.ts";
import { storm } from "../src/experiments/storm.ts";
import type { ArmHistory } from "../src/history/file.ts";
import { HistoryBuilder } from "./history-builder.ts";

const armOf = (experiment: Experiment, role: Arm["role"]) =>
  experiment.arms.find((arm) => arm.role === role) as Arm;

describe("slow-disk", () => {
  const [subject, control] = [armOf(slowDisk, "subject"), armOf(slowDisk, "control")];
  /** Ann's order was acknowledged, bob's checkout was a 503 and is sent again. */
  const crash = ({
    found = ["1"],
    again = "2",
    left = {},
  }: {
    found?: string[];
    again?: string;
    left?: object;
  }) => {
    const history = new HistoryBuilder().fillCart("ann", "shop-1").fillCart("bob", "shop-2");
    history.answer("ann", "checkout", { status: 201, seen: { orderId: "1" } });
    history.answer("bob", "checkout", { type: "unknown", status: 503, key: "k" }).act("recovered");
    if (again) history.answer("bob", "checkout", { status: 201, key: "k", seen: { orderId: again } });
    for (const id of [...found, ...(again ? [again] : [])]) history.answer("ann", "order", { wanted: id });
    return history.answer("bob", "cart", { seen: { items: left as Record<string, number> } });
  };

  test("every acknowledged order must be there, and what was a 503 be placed when sent again", () => {
    expect(judgeArm(slowDisk, subject, crash({}))).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeArm(slowDisk, subject, crash({ found: [] })).asPredicted).toBe(false);
    expect(judgeArm(slowDisk, subject, crash({ again: "" })).asPredicted).toBe(false);
    expect(judgeArm(slowDisk, subject, crash({ left: { abacus: 1 } })).asPredicted).toBe(false);
  });

  test("the control must have lost one", () => {
    expect(judgeArm(slowDisk, control, crash({ found: [] })).asPredicted).toBe(true);
    expect(judgeArm(slowDisk, control, crash({})).asPredicted).toBe(false);
  });

  test("nothing can be said where nothing was acknowledged, or Redis never came back", () => {
    const cut = new HistoryBuilder().fillCart("ann", "shop-1");
    expect(judgeArm(slowDisk, subject, cut).unsteady).toContain("recovered");
    expect(judgeArm(slowDisk, subject, cut.act("recovered")).unsteady).toContain("no order");
  });
});

describe("hung-replica", () => {
  const shared = armOf(hungReplica, "subject");
  const hang = (milliseconds: number): ArmHistory => {
    const history = new HistoryBuilder();
    for (const [name, replica] of [
      ["ann", "shop-1"],
      ["bob", "shop-2"],
    ] as const)
      history
        .fillCart(name, replica)
        .answer(name, "whoami", { replica, seen: { user: name, session: "known" } });
    history.act("pause", "shop-2").act("pause done", "shop-2");
    const paused = history.events.length;
    history.buy("bob", "shop-1").buy("ann", "shop-1").act("resume", "shop-2");
    // the first answer after the hang comes late, and all that follows later by as much
    const late = (time: number) => (time > paused ? time + milliseconds : time);
    return {
      events: history.events.map((event) => ({ ...event, time: late(event.time) })),
      acts: history.acts.map((act) => (act.act === "resume" ? { ...act, time: late(act.time) } : act)),
      samples: [],
    };
  };

  test("nobody may be hurt, and nobody wait longer than two seconds", () => {
    expect(judgeArm(hungReplica, shared, hang(1500))).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judgeArm(hungReplica, shared, hang(2500)).asPredicted).toBe(false);
  });
});

describe("durability-cost", () => {
  const [everysec, always, slow] = durabilityCost.arms as [Arm, Arm, Arm];
  const slice = (milliseconds: number): ArmHistory => {
    const { events } = new HistoryBuilder().fillCart("ann", "shop-1");
    const begins = events.length;
    const add = { shopper: "ann", operation: "add", wanted: "abacus" } as const;
    events.push({ time: begins, ...add, type: "invoke" });
    events.push({ time: begins + milliseconds, ...add, type: "ok", status: 200 });
    return { events, acts: [{ time: begins, act: "slice" }], samples: [] };
  };
  const judge = (arm: Arm, milliseconds: number) =>
    judgeArm(durabilityCost, arm, slice(milliseconds), new Map([[everysec.name, slice(5)]]));

  test("a change may take a little longer, and the control's must take much longer", () => {
    expect(judge(always, 10)).toMatchObject({ asPredicted: true, unsteady: null });
    expect(judge(always, 40).asPredicted).toBe(false);
    expect(judge(slow, 60).asPredicted).toBe(true);
    expect(judge(slow, 10).asPredicted).toBe(false);
  });

  test("without a slice nothing was measured", () => {
    const history = new HistoryBuilder().fillCart("ann", "shop-1");
    expect(judgeArm(durabilityCost, always, history).unsteady).toContain("nothing was measured");
  });
});

describe("storm under attack", () => {
  const [, calm, attacked] = storm.arms as [Arm, Arm, Arm];
  const shopping = (milliseconds: number): ArmHistory => {
    const history = new HistoryBuilder().fillCart("ann", "shop-1").act("storm").act("kill done", "shop-2");
    history.answer("ann", "checkout", {
      status: 201,
      seen: { orderId: "1", items: { abacus: 1, "paper-tape": 1, "framed-moth": 1 } },
    });
    const last = history.events.at(-1)?.time ?? 0;
    const events = history.events.map((event) =>
      event.time === last ? { ...event, time: last + milliseconds } : event,
    );
    return { events, acts: [...history.acts, { time: last + milliseconds, act: "storm done" }], samples: [] };
  };

  test("is judged by how long customers wait beside those of the arm without an attacker", () => {
    const all = new Map([[calm.name, shopping(200)]]);
    expect(judgeArm(storm, attacked, shopping(390), all)).toMatchObject({
      asPredicted: true,
      unsteady: null,
    });
    expect(judgeArm(storm, attacked, shopping(500), all).asPredicted).toBe(false);
    // below what anybody would notice
    const fast = new Map([[calm.name, shopping(20)]]);
    expect(judgeArm(storm, attacked, shopping(100), fast).asPredicted).toBe(true);
  });
});
