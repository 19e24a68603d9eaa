import { describe, expect, test } from "vitest";
import { FLOOR_HEIGHT } from "../../src/page/diagram/layout.ts";
import { pileOf } from "../../src/page/diagram/pile.ts";
import { NARROW, WIDE } from "./diagram-layout.ts";

describe.each([
  ["wide", WIDE],
  ["narrow", NARROW],
])("in a %s diagram", (_name, layout) => {
  const { waitingRoom } = layout;
  const [right, bottom] = [waitingRoom.x + waitingRoom.width, waitingRoom.y + waitingRoom.height];

  test("each lost cart lies on the floor, without overlapping another", () => {
    expect(pileOf(0, layout)).toEqual({ corners: [], more: 0 });
    const { corners, more } = pileOf(30, layout);
    expect([corners.length, more]).toEqual([30, 0]);
    for (const { x, y } of corners) {
      expect(x).toBeGreaterThanOrEqual(waitingRoom.x);
      expect(x + 6).toBeLessThanOrEqual(right);
      expect(y).toBeGreaterThanOrEqual(bottom - FLOOR_HEIGHT);
      expect(y + 6).toBeLessThanOrEqual(bottom);
    }
    expect(new Set(corners.map(({ x, y }) => `${x} ${y}`)).size).toBe(30);
  });

  test("where there is no room for all, the pile and the number of the others make up all", () => {
    const { corners, more } = pileOf(353, layout);
    expect(more).toBeGreaterThan(0);
    expect(corners.length + more).toBe(353);
    // the number is at the right
    for (const { x } of corners) expect(x + 6).toBeLessThan(right - 36);
  });
});
