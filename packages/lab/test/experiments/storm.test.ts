import { HistoryBuilder } from "@shop/testing/history-builder.ts";
import { describe, expect, test } from "vitest";
import type { OneByOne } from "../../src/engine/experiment.ts";
import { seededRandom } from "../../src/engine/random.ts";
import type { Stage } from "../../src/engine/stage.ts";
import { judgeExperiment } from "../../src/engine/verdict.ts";
import { storm } from "../../src/experiments/storm.ts";
import type { ArmHistory } from "../../src/history/file.ts";
import type { Sample } from "../../src/history/history.ts";
import { armOf, judge } from "./judge.ts";

const FULL = { abacus: 1, "paper-tape": 1, "framed-moth": 1 };

/** Ann fills a cart and buys it during a storm, and looks into the empty cart afterwards. */
function weathered(during = (history: HistoryBuilder) => history.buy("ann", "shop-1")): HistoryBuilder {
  const history = new HistoryBuilder().fillCart("ann", "shop-1").act("storm").act("kill done", "shop-2");
  return during(history)
    .act("storm done")
    .answer("ann", "cart", { seen: { items: {} } });
}

const verdictOn = (arm: string, history: ArmHistory, all?: ReadonlyMap<string, ArmHistory>) => {
  const { asPredicted, unsteady } = judge(storm, arm, history, all);
  return unsteady ?? asPredicted;
};

describe("redis", () => {
  test("as predicted when nothing fails, nothing is lost or doubled and every order is right", () => {
    expect(verdictOn("redis", weathered())).toBe(true);
  });

  test.each<[string, (history: HistoryBuilder) => HistoryBuilder]>([
    [
      "a request fails",
      (history) => history.answer("ann", "cart", { type: "unknown", status: 502 }).buy("ann", "shop-1"),
    ],
    [
      "a customer is signed out",
      (history) => history.answer("ann", "whoami", { seen: { user: null } }).buy("ann", "shop-1"),
    ],
    ["an item is lost", (history) => history.buy("ann", "shop-1", { abacus: 1, "paper-tape": 1 })],
    ["an item is doubled", (history) => history.buy("ann", "shop-1", { ...FULL, abacus: 2 })],
    [
      "an order looks different when it is found again",
      (history) =>
        history
          .answer("ann", "checkout", { status: 201, seen: { items: FULL, orderId: "1" } })
          .answer("ann", "order", { seen: { items: { abacus: 1 }, orderId: "1" } }),
    ],
  ])("not as predicted when %s", (_what, during) => {
    expect(verdictOn("redis", weathered(during))).toBe(false);
  });

  test("nothing can be said when no replica was killed, nobody ordered, or the storm did not end", () => {
    const { events, acts, samples } = weathered();
    const without = (mark: string) => ({ events, samples, acts: acts.filter(({ act }) => act !== mark) });
    expect(verdictOn("redis", without("kill done"))).toContain("no replica was killed");
    expect(verdictOn("redis", without("storm done"))).toContain('no mark "storm done"');
    expect(
      verdictOn(
        "redis",
        weathered((history) => history),
      ),
    ).toContain("nobody ordered");
  });
});

test("sticky-cookie: the control must sign customers out and lose items", () => {
  expect(
    verdictOn(
      "sticky-cookie",
      weathered((history) => history.findNothing("ann", "shop-3")),
    ),
  ).toBe(true);
  expect(verdictOn("sticky-cookie", weathered())).toBe(false);
});

describe("under attack", () => {
  const ARRIVED = { 0: 3, 201: 300, 401: 12, 429: 900 };
  const answersTo = (attacker: Readonly<Record<string, number>>): Sample[] =>
    Object.entries(attacker).map(([status, value]) => ({
      time: 0,
      what: `attacker's requests answered ${status}`,
      value,
    }));

  /** The last answer takes so long. */
  const waited = (milliseconds: number, attacker = ARRIVED as Record<string, number>): ArmHistory => {
    const { events, acts } = weathered();
    const slow = events.findLast(({ operation, type }) => operation === "order" && type === "ok");
    const late = (time: number) => (time >= (slow?.time ?? 0) ? time + milliseconds : time);
    return {
      events: events.map((event) => ({ ...event, time: late(event.time) })),
      acts: acts.map((act) => ({ ...act, time: late(act.time) })),
      samples: answersTo(attacker),
    };
  };
  const beside = (calm: number, attacked: number) =>
    verdictOn("redis, under attack", waited(attacked), new Map([["redis", waited(calm)]]));

  test("customers may wait twice as long as without the attacker", () => {
    expect(beside(200, 390)).toBe(true);
    expect(beside(200, 500)).toBe(false);
  });

  test("or any time that nobody would notice", () => {
    expect(beside(20, 200)).toBe(true);
    expect(beside(20, 300)).toBe(false);
  });

  test("nothing can be said of customers who wait longer than in a storm that killed nobody", () => {
    const header = { experiment: "storm", seed: 1, quick: true, runtime: "none", began: "" };
    const lost = weathered((history) => history.findNothing("ann", "shop-3"));
    const verdictWith = (calm: ArmHistory) => {
      const arms = { "sticky-cookie": lost, redis: calm, "redis, under attack": waited(500) };
      return judgeExperiment(storm, { header, arms: new Map(Object.entries(arms)) }).verdict;
    };
    expect(verdictWith(waited(200))).toBe("deviated");
    const { acts, ...calm } = waited(200);
    expect(verdictWith({ ...calm, acts: acts.filter(({ act }) => act !== "kill done") })).toBe(
      "inconclusive",
    );
  });

  test.each<[string, Record<string, number>]>([
    ["it got no answer", { 0: 1200 }],
    ["nothing was accepted", { 0: 3, 401: 12, 429: 900 }],
    ["nothing was refused", { 201: 300, 401: 12 }],
    ["there was none", {}],
  ])("nothing can be said of an attack when %s", (_what, attacker) => {
    const all = new Map([["redis", waited(20, {})]]);
    expect(verdictOn("redis, under attack", waited(20, attacker), all)).toContain(
      "the attack did not arrive",
    );
    expect(verdictOn("redis", waited(20, attacker))).toBe(true);
  });
});

test("who is killed does not depend on how often customers drew before", async () => {
  const firstVictim = async (draws: number) => {
    const random = seededRandom(11);
    const interruption = new AbortController();
    let killed = "";
    const stage = {
      quick: true,
      random,
      signal: interruption.signal,
      shoppers: () => [],
      inTurns: async () => {},
      mark: () => {},
      during: async (event: () => Promise<void>) => {
        for (let draw = 0; draw < draws; draw++) random.int(300, 1200);
        await event();
      },
      kill: async (victim: string) => {
        killed = victim;
        interruption.abort();
      },
      start: async () => {},
      untilMet: async () => {},
    } as unknown as Stage;
    await expect((storm.run as OneByOne)(stage, armOf(storm, "subject"))).rejects.toThrow("aborted");
    return killed;
  };
  const victims = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(firstVictim));
  expect(victims[0]).toMatch(/^shop-[123]$/);
  expect(new Set(victims).size).toBe(1);
});
