import { describe, expect, test } from "vitest";
import type { Arm, Experiment } from "../src/engine/experiment.ts";
import { judgeArm } from "../src/engine/verdict.ts";
import { concurrentAdds } from "../src/experiments/concurrent-adds.ts";
import { expiry } from "../src/experiments/expiry.ts";
import { redisDown } from "../src/experiments/redis-down.ts";
import type { ArmHistory } from "../src/history/file.ts";
import type { Act, Sample } from "../src/history/history.ts";
import { HistoryBuilder } from "./history-builder.ts";

const EMPTY: ArmHistory = { events: [], acts: [], samples: [] };

function recorded(builder: HistoryBuilder, acts: Act[] = [], samples: Sample[] = []): ArmHistory {
  return { events: builder.events, acts, samples };
}

const armOf = (experiment: Experiment, role: Arm["role"]) =>
  experiment.arms.find((arm) => arm.role === role) as Arm;

test.each([concurrentAdds, expiry, redisDown])(
  "$name: an empty history is not steady in any arm",
  (experiment) => {
    for (const arm of experiment.arms) {
      const recover = {
        ...EMPTY,
        acts: ["kill done", "start", "start done"].map((act, time) => ({ act, time })),
      };
      expect(judgeArm(experiment, arm, recover).unsteady, arm.name).not.toBeNull();
    }
  },
);

describe("concurrent-adds", () => {
  const adds = (acknowledged: number, found: number) => {
    const builder = new HistoryBuilder().answer("ann", "sign-in", { wanted: "ann" });
    for (let i = 0; i < acknowledged; i++) builder.answer("ann", "add", { wanted: "abacus" });
    return recorded(builder.answer("ann", "cart", { seen: { items: { abacus: found } } }));
  };
  const [subject, control] = [armOf(concurrentAdds, "subject"), armOf(concurrentAdds, "control")];

  test("a cart of its own must keep every acknowledged item, and nothing else", () => {
    expect(judgeArm(concurrentAdds, subject, adds(50, 50))).toMatchObject({
      asPredicted: true,
      unsteady: null,
    });
    expect(judgeArm(concurrentAdds, subject, adds(50, 49)).asPredicted).toBe(false);
    expect(judgeArm(concurrentAdds, subject, adds(50, 51)).asPredicted).toBe(false);
  });

  test("the control must lose some", () => {
    expect(judgeArm(concurrentAdds, control, adds(50, 3)).asPredicted).toBe(true);
    expect(judgeArm(concurrentAdds, control, adds(50, 50)).asPredicted).toBe(false);
  });

  test("an add with an unknown outcome makes it unsteady", () => {
    const silent = new HistoryBuilder().answer("ann", "sign-in", {}).answer("ann", "add", {});
    silent
      .answer("ann", "add", { type: "unknown" })
      .answer("ann", "cart", { seen: { items: { abacus: 2 } } });
    expect(judgeArm(concurrentAdds, subject, recorded(silent)).unsteady).toContain("unknown outcome");
  });
});

describe("expiry", () => {
  const looked = (idle: string, active: string, left: number) =>
    recorded(
      new HistoryBuilder()
        .answer("shopper-1", "sign-in", {})
        .answer("shopper-2", "sign-in", {})
        .answer("shopper-1", "whoami", { seen: { session: idle } })
        .answer("shopper-2", "whoami", { seen: { session: active } }),
      [{ time: 4, act: "look" }],
      [{ time: 9, what: "sessions", value: left }],
    );
  const [subject, control] = [armOf(expiry, "subject"), armOf(expiry, "control")];

  test("the idle one must be forgotten, the active one known, nothing left over", () => {
    expect(judgeArm(expiry, subject, looked("unknown", "known", 0))).toMatchObject({
      asPredicted: true,
      unsteady: null,
    });
    expect(judgeArm(expiry, subject, looked("none", "known", 0)).asPredicted).toBe(true);
    expect(judgeArm(expiry, subject, looked("unknown", "unknown", 0)).asPredicted).toBe(false);
    expect(judgeArm(expiry, subject, looked("unknown", "known", 1)).asPredicted).toBe(false);
  });

  test("sessions that do not expire, by sabotage, deviate", () => {
    expect(judgeArm(expiry, subject, looked("known", "known", 2)).asPredicted).toBe(false);
  });

  test("who could not sign in has no session that could expire", () => {
    const { events, ...rest } = looked("none", "known", 0);
    const refused = events.filter(({ operation }) => operation !== "sign-in");
    expect(judgeArm(expiry, subject, { ...rest, events: refused }).unsteady).toContain("could not sign in");
  });

  test("the control must still know the idle one", () => {
    expect(judgeArm(expiry, control, looked("known", "known", 2)).asPredicted).toBe(true);
    expect(judgeArm(expiry, control, looked("unknown", "known", 0)).asPredicted).toBe(false);
  });
});

describe("redis-down", () => {
  const outage = (whileDown: { type?: "unknown" | "fail"; status: number }, survives: boolean) => {
    const builder = new HistoryBuilder().fillCart("ann", "shop-1");
    const killed = builder.events.at(-1)?.time ?? 0;
    builder.answer("ann", "cart", { type: "unknown", ...whileDown }).answer("stranger", "browse", {});
    const started = builder.events.at(-1)?.time ?? 0;
    const items = survives ? { abacus: 1, "paper-tape": 1, "framed-moth": 1 } : {};
    builder
      .answer("ann", "whoami", { seen: { user: survives ? "ann" : null } })
      .answer("ann", "cart", { seen: { items } });
    return recorded(builder, [
      { time: killed, act: "kill done", member: "redis" },
      { time: started, act: "start", member: "redis" },
      { time: started, act: "start done", member: "redis" },
      { time: started, act: "recovered" },
    ]);
  };
  const [subject, control] = [armOf(redisDown, "subject"), armOf(redisDown, "control")];

  test("with a log, everything is back, and meanwhile customers are told 503", () => {
    expect(judgeArm(redisDown, subject, outage({ status: 503 }, true))).toMatchObject({
      asPredicted: true,
      unsteady: null,
    });
    expect(judgeArm(redisDown, subject, outage({ status: 503 }, false)).asPredicted).toBe(false);
    expect(judgeArm(redisDown, subject, outage({ status: 500 }, true)).asPredicted).toBe(false);
  });

  test("without one, everybody must have lost everything", () => {
    expect(judgeArm(redisDown, control, outage({ status: 503 }, false)).asPredicted).toBe(true);
    expect(judgeArm(redisDown, control, outage({ status: 503 }, true)).asPredicted).toBe(false);
  });
});
