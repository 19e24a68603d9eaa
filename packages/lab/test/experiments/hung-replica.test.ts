import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { judgeArm } from "../../src/engine/verdict.ts";
import { hungReplica } from "../../src/experiments/hung-replica.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import { armOf } from "./judge.ts";

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
