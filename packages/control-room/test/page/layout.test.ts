import { describe, expect, test } from "vitest";
import {
  type Box,
  FLOOR_HEIGHT,
  type Point,
  pathTo,
  pointAlong,
  seatOf,
} from "../../src/page/diagram/layout.ts";
import { NARROW, WIDE } from "./diagram-layout.ts";

const isWithin = ({ x, y }: Point, box: Box) =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

describe.each([
  ["wide", WIDE],
  ["narrow", NARROW],
])("in a %s diagram", (_name, layout) => {
  test("each customer has a seat of their own, above the floor of the waiting room", () => {
    const { waitingRoom } = layout;
    const room = { ...waitingRoom, height: waitingRoom.height - FLOOR_HEIGHT };
    for (const count of [1, 7, 60, 200]) {
      const seats = Array.from({ length: count }, (_, i) => seatOf(i + 1, count, layout));
      expect(seats.every((seat) => isWithin(seat, room))).toBe(true);
      expect(new Set(seats.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
    }
  });

  test("the path to a replica leads from the seat through nginx to the edge of its card", () => {
    const seat = seatOf(1, 60, layout);
    const box = layout.replicas.get("shop-2") as Box;
    const path = pathTo("shop-2", seat, layout);
    expect(path[0]).toEqual(seat);
    expect(path.at(-1)).toEqual({ x: box.x, y: box.y + box.height / 2 });
    expect(path.filter((point) => isWithin(point, layout.nginx)).length).toBeGreaterThanOrEqual(2);
  });

  test("the path ends at nginx without a replica, or with one that has left", () => {
    const seat = seatOf(1, 60, layout);
    for (const replica of [null, "shop-9"]) {
      const path = pathTo(replica, seat, layout);
      expect(path).toHaveLength(2);
      expect(isWithin(path[1] as Point, layout.nginx)).toBe(true);
    }
  });
});

test("points along a path are at equal distances, whatever the length of its parts", () => {
  const path = [
    { x: 0, y: 0 },
    { x: 30, y: 40 },
    { x: 30, y: 90 },
  ];
  expect(pointAlong(path, 0)).toEqual({ x: 0, y: 0 });
  expect(pointAlong(path, 0.25)).toEqual({ x: 15, y: 20 });
  expect(pointAlong(path, 0.5)).toEqual({ x: 30, y: 40 });
  expect(pointAlong(path, 0.75)).toEqual({ x: 30, y: 65 });
  expect(distance(pointAlong(path, 1), { x: 30, y: 90 })).toBeLessThan(0.001);
});

test("a path without length is one point", () => {
  const point = { x: 5, y: 5 };
  expect(pointAlong([point, point], 0.5)).toEqual(point);
});
