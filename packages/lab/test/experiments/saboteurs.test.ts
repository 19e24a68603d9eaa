import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Experiment } from "../../src/engine/experiment.ts";
import {
  type ExperimentVerdict,
  exitCodeOf,
  judgeExperiment,
  type Verdict,
} from "../../src/engine/verdict.ts";
import { EXIT } from "../../src/errors.ts";
import { EXPERIMENTS } from "../../src/experiments/index.ts";
import { readHistory } from "../../src/history/file.ts";

/*
 * The judge against three saboteurs. Each folder of recorded/ holds histories, as prove wrote them and then gzipped, of
 *
 *   scripts/lab prove --quick --runtime native --seed 11
 *
 * with the shop's sources changed like this, and nothing else:
 *
 *   memory-state: apps/shop-redis opens memoryState with a MemoryStore, as apps/shop-memory does. Whatever is said to be shared
 *     is not. All experiments are kept.
 *   read-modify-write: redisCarts' add asks for the cart (HGETALL), adds in the process, and writes the quantity back (HSET). It
 *     heeds neither keys nor owners.
 *   no-expiry: the ttl of sessionRecords is ten years, and memorySessions keeps with a ttl of 0, which is none.
 *
 * An experiment whose steady state the saboteur breaks is inconclusive and never passed: nothing can be said of what a deploy costs
 * customers who were strangers before it.
 */

const PASSED = { verdict: "passed", why: null } as const;
const deviated = (why: string) => ({ verdict: "deviated", why: expect.stringContaining(why) }) as const;
const inconclusive = (why: string) =>
  ({ verdict: "inconclusive", why: expect.stringContaining(why) }) as const;
const STRANGERS = inconclusive("customers were strangers before anything was done to them");

interface Expected {
  readonly verdict: Verdict;
  /** Null, or a part of it. */
  readonly why: unknown;
}

const SABOTEURS: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  "memory-state": {
    "checkout-bug": deviated("redis: 0 of 20 completed"),
    "balancing-free": deviated("redis, round-robin: 0 of 20 completed"),
    "dead-replica": STRANGERS,
    "scale-up": STRANGERS,
    "scale-down": STRANGERS,
    "rolling-deploy": STRANGERS,
    "blue-green": STRANGERS,
    canary: STRANGERS,
    "half-the-traffic": STRANGERS,
    "concurrent-adds": deviated("cart-of-its-own: 34 of 100 kept, 66 lost"),
    "overlapping-clicks": deviated("redis: 216 of 300 items lost"),
    "redis-down": deviated("appendfsync-everysec: while down 0 × 503 and 10 other answers"),
    // the control's Redis was paused, and nobody noticed
    "redis-cost": inconclusive("the control slow redis did not show it"),
    // about who serves whom, not about what customers lose
    "uneven-load": PASSED,
    "behind-nat": PASSED,
    // one replica, whose memory forgets as Redis does
    expiry: PASSED,
    // no Redis in it
    "small-shop": PASSED,
  },
  "read-modify-write": {
    "concurrent-adds": deviated("cart-of-its-own: 22 of 100 kept, 78 lost"),
    // what is sent again counts again; adds of different products do not meet
    "overlapping-clicks": deviated("redis: 0 of 300 items lost, 35 doubled"),
    "checkout-bug": PASSED,
    "behind-nat": PASSED,
    "scale-down": PASSED,
    expiry: PASSED,
    "redis-down": PASSED,
    "small-shop": PASSED,
  },
  "no-expiry": {
    expiry: deviated("memory: idle: known, active: known, 2 sessions left over"),
    "concurrent-adds": PASSED,
    "checkout-bug": PASSED,
    "behind-nat": PASSED,
    "scale-down": PASSED,
    "redis-down": PASSED,
    "small-shop": PASSED,
  },
};

const RECORDED = join(import.meta.dirname, "..", "recorded");
let unpacked: string;

beforeAll(async () => {
  unpacked = await mkdtemp(join(tmpdir(), "saboteurs-"));
});
afterAll(() => rm(unpacked, { recursive: true, force: true }));

async function judgeRecorded(saboteur: string, name: string): Promise<ExperimentVerdict> {
  const packed = await readFile(join(RECORDED, saboteur, `${name}.jsonl.gz`));
  const path = join(unpacked, `${saboteur}-${name}.jsonl`);
  await writeFile(path, gunzipSync(packed));
  const history = await readHistory(path);
  expect(history.header.experiment).toBe(name);
  const experiment = EXPERIMENTS.find((one) => one.name === name) as Experiment;
  return judgeExperiment(experiment, history);
}

describe.each(Object.entries(SABOTEURS))("%s", (saboteur, expected) => {
  test.each(Object.entries(expected))("%s", async (name, { verdict, why }) => {
    expect(await judgeRecorded(saboteur, name)).toMatchObject({ verdict, why });
  });

  test("prove ends as failed", async () => {
    const verdicts = await Promise.all(Object.keys(expected).map((name) => judgeRecorded(saboteur, name)));
    expect(exitCodeOf(verdicts)).toBe(EXIT.failed);
  });

  test("every recording is judged", async () => {
    const files = await readdir(join(RECORDED, saboteur));
    expect(files.toSorted()).toEqual(
      Object.keys(expected)
        .map((name) => `${name}.jsonl.gz`)
        .toSorted(),
    );
  });
});

test("no-expiry: neither memory nor Redis is taken for one that forgets", async () => {
  const { arms } = await judgeRecorded("no-expiry", "expiry");
  expect(arms.filter(({ asPredicted }) => !asPredicted).map(({ arm }) => arm)).toEqual(["memory", "redis"]);
});

test("memory-state: balancing that pins hides it, any other shows it", async () => {
  const { arms } = await judgeRecorded("memory-state", "balancing-free");
  const hidden = arms.filter(({ role, asPredicted }) => role === "subject" && asPredicted);
  expect(hidden.map(({ arm }) => arm)).toEqual(["redis, ip-hash", "redis, cookie"]);
});
