import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import { judgeArm } from "../../src/engine/verdict.ts";
import { redisDown } from "../../src/experiments/redis-down.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import type { Act, Items, Sample } from "../../src/history/history.ts";
import { armOf } from "./judge.ts";

function recorded(builder: HistoryBuilder, acts: Act[] = [], samples: Sample[] = []): ArmHistory {
  return { events: builder.events, acts, samples };
}

describe("redis-down", () => {
  const FULL: Items = { abacus: 1, "paper-tape": 1, "framed-moth": 1 };
  const outage = (
    whileDown: { type?: "unknown" | "fail"; status: number },
    survives: boolean,
    survivors = FULL,
  ) => {
    const builder = new HistoryBuilder().fillCart("ann", "shop-1");
    const killed = builder.events.at(-1)?.time ?? 0;
    builder.answer("ann", "cart", { type: "unknown", ...whileDown }).answer("stranger", "browse", {});
    const started = builder.events.at(-1)?.time ?? 0;
    const items = survives ? survivors : {};
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

  test("what is there twice is not as predicted, nor is an order of something else", () => {
    const doubled = outage({ status: 503 }, true, { ...FULL, abacus: 2 });
    expect(judgeArm(redisDown, subject, doubled).asPredicted).toBe(false);
    const history = outage({ status: 503 }, true);
    const seen = { items: { abacus: 3 }, orderId: "1" };
    const { events } = new HistoryBuilder().answer("ann", "checkout", { status: 201, seen });
    const wrong = { ...history, events: [...history.events, ...events.map((e) => ({ ...e, time: 99 }))] };
    expect(judgeArm(redisDown, subject, wrong).numbers).toMatchObject({ "orders wrong": 1 });
    expect(judgeArm(redisDown, subject, wrong).asPredicted).toBe(false);
  });

  test("without one, everybody must have lost everything", () => {
    expect(judgeArm(redisDown, control, outage({ status: 503 }, false)).asPredicted).toBe(true);
    expect(judgeArm(redisDown, control, outage({ status: 503 }, true)).asPredicted).toBe(false);
  });
});
