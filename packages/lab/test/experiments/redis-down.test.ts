import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { judgeArm } from "../../src/engine/verdict.ts";
import { redisDown } from "../../src/experiments/redis-down.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import type { Act, Sample } from "../../src/history/history.ts";
import { armOf } from "./judge.ts";

function recorded(builder: HistoryBuilder, acts: Act[] = [], samples: Sample[] = []): ArmHistory {
  return { events: builder.events, acts, samples };
}

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

  test("with a log, everything is back, and meanwhile customers get 503", () => {
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
