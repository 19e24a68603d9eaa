import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Timeline } from "../src/server/timeline.ts";
import type { Statistics } from "../src/wire/side.ts";
import { TIMELINE_SECONDS } from "../src/wire/timeline.ts";

const totals = { orders: 0, signedOut: 0, cartsLost: 0, unavailable: 0, unreachable: 0 };
const STATISTICS: Statistics = { customers: 60, strangers: 2, ...totals, p50: 5, p99: 20 };

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

test("points and annotations carry their time, and are sent once", () => {
  const timeline = new Timeline();
  vi.setSystemTime(1500);
  timeline.annotate(1, "rolled");
  timeline.addPoint(STATISTICS);
  expect(timeline.takeUnsent()).toEqual({
    points: [
      {
        time: 1.5,
        customers: 60,
        strangers: 2,
        p50: 5,
        p99: 20,
        unavailablePerSecond: 0,
        unreachablePerSecond: 0,
      },
    ],
    annotations: [{ number: 1, time: 1.5, text: "rolled" }],
  });
  expect(timeline.takeUnsent()).toEqual({ points: [], annotations: [] });
  expect([timeline.points.length, timeline.annotations.length]).toEqual([1, 1]);
});

test("a point says how many requests a second failed since the one before", () => {
  const timeline = new Timeline();
  vi.setSystemTime(1000);
  timeline.addPoint({ ...STATISTICS, unavailable: 40 });
  vi.setSystemTime(3000);
  timeline.addPoint({ ...STATISTICS, unavailable: 121, unreachable: 8 });
  expect(timeline.points).toMatchObject([
    { unavailablePerSecond: 40, unreachablePerSecond: 0 },
    { unavailablePerSecond: 40.5, unreachablePerSecond: 4 },
  ]);
});

test("what is older than two minutes is dropped", () => {
  const timeline = new Timeline();
  timeline.annotate(1, "rolled");
  timeline.addPoint(STATISTICS);
  vi.setSystemTime(TIMELINE_SECONDS * 1000);
  timeline.addPoint(STATISTICS);
  expect(timeline.points.map(({ time }) => time)).toEqual([TIMELINE_SECONDS]);
  expect(timeline.annotations).toEqual([]);
});
