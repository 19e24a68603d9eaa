import { describe, expect, test } from "vitest";
import { formatFigure } from "../../src/page/side/format-figure.ts";
import { placeAnnotations } from "../../src/page/timeline/annotations.ts";
import { columnsOf, LATENCY, STRANGERS } from "../../src/page/timeline/plot-definitions.ts";
import { ago, quartersOf, timeSpan } from "../../src/page/timeline/time-axis.ts";
import { point } from "./side-view.ts";

describe("annotations", () => {
  /** A plot from 100 to 200 units for the seconds 1000 to 1100; each letter is 5 units wide. */
  const place = (...annotations: [time: number, text: string][]) =>
    placeAnnotations(
      annotations.map(([time, text], index) => ({ number: index + 1, time, text })),
      {
        begin: 1000,
        right: 200,
        gap: 8,
        x: (time) => time - 900,
        textWidth: (text) => text.length * 5,
      },
    );

  test("have a line at their time and their text beside it", () => {
    expect(place([1010, "rolled"])).toEqual([{ x: 110, label: { text: "rolled", left: 110 } }]);
  });

  test("lose their text if the one before leaves no room, and keep their line", () => {
    const placed = place([1010, "rolled"], [1020, "rolled"], [1048, "rolled"]);
    expect(placed.map(({ x, label }) => [x, label?.left])).toEqual([
      [110, 110],
      [120, undefined],
      [148, 148],
    ]);
  });

  test("stay within the right edge", () => {
    expect(place([1095, "rolled"])).toEqual([{ x: 195, label: { text: "rolled", left: 170 } }]);
    expect(place([1105, "rolled"])[0]?.x).toBe(200);
  });

  test("that are too old are left out", () => {
    expect(place([999, "rolled"])).toEqual([]);
  });
});

test("the axis covers the last two minutes up to the latest point, and names its quarters", () => {
  const span = timeSpan([point(1000), point(1001)], 5000);
  expect(span).toEqual([881, 1001]);
  expect(quartersOf(span).map((time) => ago(time, span))).toEqual(["90 s ago", "60 s ago", "30 s ago"]);
  expect(timeSpan([], 5000)).toEqual([4880, 5000]);
});

test("plots have a column of times and one for each line, with gaps where nothing was measured", () => {
  const points = [point(1, { strangers: 3 }), point(2, { p50: null, p99: null })];
  expect(columnsOf(STRANGERS, points)).toEqual([
    [1, 2],
    [3, 0],
  ]);
  expect(columnsOf(LATENCY, points)).toEqual([
    [1, 2],
    [5, null],
    [20, null],
  ]);
});

test("the vertical axes reach to the number of customers and a little above the highest p99", () => {
  expect([STRANGERS.max([]), STRANGERS.max([point(1, { customers: 60 })])]).toEqual([10, 60]);
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
