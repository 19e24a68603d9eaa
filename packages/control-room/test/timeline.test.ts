import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Timeline } from "../src/server/timeline.ts";
import type { Statistics } from "../src/wire/side.ts";
import { TIMELINE_SECONDS } from "../src/wire/timeline.ts";

const totals = { orders: 0, signedOut: 0, cartsLost: 0, unanswered: 0 };
const STATISTICS: Statistics = { customers: 60, strangers: 2, ...totals, p50: 5, p99: 20 };

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

test("points and annotations carry their time, and are sent once", () => {
  const timeline = new Timeline();
  vi.setSystemTime(1500);
  timeline.annotate("rolled");
  timeline.addPoint(STATISTICS);
  expect(timeline.takeUnsent()).toEqual({
    points: [{ time: 1.5, customers: 60, strangers: 2, p50: 5, p99: 20 }],
    annotations: [{ time: 1.5, text: "rolled" }],
  });
  expect(timeline.takeUnsent()).toEqual({ points: [], annotations: [] });
  expect([timeline.points.length, timeline.annotations.length]).toEqual([1, 1]);
});

test("what is older than two minutes is dropped", () => {
  const timeline = new Timeline();
  timeline.annotate("rolled");
  timeline.addPoint(STATISTICS);
  vi.setSystemTime(TIMELINE_SECONDS * 1000);
  timeline.addPoint(STATISTICS);
  expect(timeline.points.map(({ time }) => time)).toEqual([TIMELINE_SECONDS]);
  expect(timeline.annotations).toEqual([]);
});
