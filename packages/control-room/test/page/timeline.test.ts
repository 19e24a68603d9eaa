import { describe, expect, test } from "vitest";
import { formatFigure } from "../../src/page/side/format-figure.ts";
import { actionsTaken } from "../../src/page/timeline/actions-taken.ts";
import { placeAnnotations } from "../../src/page/timeline/annotations.ts";
import { placeLabels } from "../../src/page/timeline/line-labels.ts";
import { outagesOf, secondsOf } from "../../src/page/timeline/outages.ts";
import { columnsOf, FAILURES, LATENCY, STRANGERS } from "../../src/page/timeline/plot-definitions.ts";
import { summaryOf } from "../../src/page/timeline/summary.ts";
import { ago, namedTimes, timeSpan } from "../../src/page/timeline/time-axis.ts";
import { point } from "./side-view.ts";

describe("annotations", () => {
  /** A plot from 100 to 200 units for the seconds 1000 to 1100; each character is 5 units wide. Numbers count from 1. */
  const place = (...times: number[]) =>
    placeAnnotations(
      times.map((time, index) => ({ number: index + 1, time, text: "rolled" })),
      {
        begin: 1000,
        left: 100,
        right: 200,
        gap: 2,
        x: (time) => time - 900,
        width: (text) => text.length * 5,
      },
    );

  test("have a line at their time and their number above it", () => {
    expect(place(1010)).toEqual({ lines: [110], badges: [{ text: "1", width: 5, left: 107.5 }] });
  });

  test("share a box where theirs would overlap, and keep their lines", () => {
    const { lines, badges } = place(1010, 1014, 1040);
    expect(lines).toEqual([110, 114, 140]);
    expect(badges.map(({ text }) => text)).toEqual(["1,2", "3"]);
  });

  test.each([[[1010, 1011, 1012, 1013]], [[1010, 1022, 1023, 1024]], [[1000, 1030, 1060, 1061, 1098, 1099]]])(
    "never overlap: %j",
    (times) => {
      const { badges } = place(...times);
      for (const [i, { left, width }] of badges.entries()) {
        expect(left).toBeGreaterThanOrEqual(100);
        expect(left + width).toBeLessThanOrEqual(badges[i + 1]?.left ?? 200);
      }
    },
  );

  test("three or more in a row are a range, and an action that failed has its number once", () => {
    const texts = (...numbers: number[]) =>
      placeAnnotations(
        numbers.map((number) => ({ number, time: 1050, text: "rolled" })),
        { begin: 1000, left: 100, right: 200, gap: 2, x: (time) => time - 900, width: () => 9 },
      ).badges.map(({ text }) => text);
    expect(texts(2, 3, 4, 5)).toEqual(["2–5"]);
    expect(texts(2, 3, 5)).toEqual(["2,3,5"]);
    expect(texts(7, 7)).toEqual(["7"]);
  });

  test("stay within the edges", () => {
    expect(place(1099).badges).toMatchObject([{ left: 195 }]);
    expect(place(1105).lines).toEqual([200]);
    expect(place(1001).badges).toMatchObject([{ left: 100 }]);
  });

  test("that are too old are left out", () => {
    expect(place(999)).toEqual({ lines: [], badges: [] });
  });
});

describe("the names of lines", () => {
  const place = (...labels: [name: string, y: number][]) =>
    placeLabels(
      labels.map(([name, y]) => ({ name, y })),
      { top: 0, bottom: 60, height: 15 },
    ).map(({ name, y }) => [name, y]);

  test("stand beside the ends of their lines", () => {
    expect(place(["p50", 40], ["p99", 20])).toEqual([
      ["p50", 40],
      ["p99", 20],
    ]);
  });

  test("move apart where they would overlap, and stay within the plot", () => {
    expect(place(["503", 60], ["no answer", 60])).toEqual([
      ["503", 52.5],
      ["no answer", 37.5],
    ]);
    expect(place(["p50", 2], ["p99", 0])).toEqual([
      ["p50", 22.5],
      ["p99", 7.5],
    ]);
  });
});

test("an outage lasts from the last point with an answer to the last without one", () => {
  const points = [
    point(1),
    point(2, { strangers: null }),
    point(3, { strangers: null }),
    point(4),
    point(5, { strangers: null }),
  ];
  expect(outagesOf(points)).toEqual([
    [1, 3],
    [4, 5],
  ]);
  expect(secondsOf(outagesOf(points))).toBe(3);
  expect(outagesOf([point(1)])).toEqual([]);
});

describe("a plot in words", () => {
  test("has the present value of each line and the highest", () => {
    const points = [point(1, { p50: 4, p99: 31 }), point(2, { p50: 3, p99: 12 })];
    expect(summaryOf(LATENCY, points)).toBe(
      "Latency in milliseconds, over the last two minutes: p50 3 now, 4 at most; p99 12 now, 31 at most.",
    );
  });

  test("says how long every request failed, and what nobody can know", () => {
    const down = { strangers: null, p50: null, p99: null, unavailablePerSecond: 44 };
    const points = [point(1, { strangers: 3 }), point(2, down), point(3, down)];
    expect(summaryOf(STRANGERS, points)).toContain(
      "strangers unknown now, 3 at most. Every request failed for 2 s.",
    );
    expect(summaryOf(FAILURES, points)).toContain("503 44 now, 44 at most; no answer 0 now, 0 at most.");
    expect(summaryOf(LATENCY, points.slice(1))).toContain("p50 unknown; p99 unknown.");
  });

  test("before the first point", () => {
    expect(summaryOf(FAILURES, [])).toBe("Failed requests per second: nothing yet.");
  });
});

test("actions on both sides are listed once, a failure on its own", () => {
  const annotation = (number: number, text: string) => ({ number, time: number, text });
  const listed = actionsTaken([
    {
      name: "sticky-cookie",
      scenario: "sticky-cookie",
      annotations: [annotation(1, "killed shop-2"), annotation(3, "rolled"), annotation(3, "rolled: failed")],
    },
    {
      name: "redis",
      scenario: "redis",
      annotations: [annotation(1, "killed shop-2"), annotation(2, "killed redis")],
    },
  ]);
  expect(listed.map(({ number, text, scenarios }) => [number, text, scenarios.join(", ")])).toEqual([
    [1, "killed shop-2", "sticky-cookie, redis"],
    [2, "killed redis", "redis"],
    [3, "rolled", "sticky-cookie"],
    [3, "rolled: failed", "sticky-cookie"],
  ]);
});

test("an action stays with the scenario that the side was opened as", () => {
  const annotations = [{ number: 1, time: 1, text: "switched to cookie" }];
  expect(actionsTaken([{ name: "bug", scenario: "sticky-cookie", annotations }])).toMatchObject([
    { scenarios: ["bug"] },
  ]);
});

test("the axis covers the last two minutes up to the latest point, and names its quarters if there is room", () => {
  const span = timeSpan([point(1000), point(1001)], 5000);
  expect(span).toEqual([881, 1001]);
  const names = (widthPx: number) => namedTimes(span, widthPx).map((time) => ago(time, span));
  expect(names(600)).toEqual(["90 s ago", "60 s ago", "30 s ago"]);
  expect(names(330)).toEqual(["60 s ago"]);
  expect(timeSpan([], 5000)).toEqual([4880, 5000]);
});

test("plots have a column of times and one for each line, with gaps where nothing was measured", () => {
  const failing = { strangers: null, p50: null, p99: null, unavailablePerSecond: 40 };
  const points = [point(1, { strangers: 3 }), point(2, failing)];
  expect(columnsOf(STRANGERS, points)).toEqual([
    [1, 2],
    [3, null],
  ]);
  expect(columnsOf(FAILURES, points)).toEqual([
    [1, 2],
    [0, 40],
    [0, 0],
  ]);
  expect(columnsOf(LATENCY, points)).toEqual([
    [1, 2],
    [5, null],
    [20, null],
  ]);
});

test("the vertical axes reach to the number of customers and a little above the highest rate and p99", () => {
  expect([STRANGERS.max([]), STRANGERS.max([point(1, { customers: 60 })])]).toEqual([10, 60]);
  expect(FAILURES.max([])).toBeCloseTo(11);
  expect(FAILURES.max([point(1, { unreachablePerSecond: 100 })])).toBeCloseTo(110);
  expect([LATENCY.max([]), LATENCY.max([point(1, { p99: 100 })])]).toEqual([20, expect.closeTo(110)]);
});

test("figures have a decimal below 10, separators above 1,000, and a dash for nothing", () => {
  expect([0, 4.25, 9.96, 12.7, 12_345, null].map(formatFigure)).toEqual([
    "0",
    "4.3",
    "10",
    "13",
    "12,345",
    "–",
  ]);
});
