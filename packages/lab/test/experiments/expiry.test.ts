import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { judgeArm } from "../../src/engine/verdict.ts";
import { expiry } from "../../src/experiments/expiry.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import type { Act, Sample } from "../../src/history/history.ts";
import { armOf } from "./judge.ts";

function recorded(builder: HistoryBuilder, acts: Act[] = [], samples: Sample[] = []): ArmHistory {
  return { events: builder.events, acts, samples };
}

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

  test("without a sign-in there is no session that could expire", () => {
    const { events, ...rest } = looked("none", "known", 0);
    const refused = events.filter(({ operation }) => operation !== "sign-in");
    expect(judgeArm(expiry, subject, { ...rest, events: refused }).unsteady).toContain("could not sign in");
  });

  test("the control must still know the idle one", () => {
    expect(judgeArm(expiry, control, looked("known", "known", 2)).asPredicted).toBe(true);
    expect(judgeArm(expiry, control, looked("unknown", "known", 0)).asPredicted).toBe(false);
  });
});
