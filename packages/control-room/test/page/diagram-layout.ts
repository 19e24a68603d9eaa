import type { Box, Layout } from "../../src/page/diagram/layout.ts";

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });

/** A wide diagram: the waiting room on the left, nginx in the middle, two replicas on the right. */
export const WIDE: Layout = {
  width: 600,
  height: 400,
  isVertical: false,
  waitingRoom: box(0, 0, 200, 400),
  nginx: box(250, 0, 80, 400),
  replicas: new Map([
    ["shop-1", box(400, 0, 200, 80)],
    ["shop-2", box(400, 300, 200, 80)],
  ]),
};

/** A narrow diagram: the same parts below one another. */
export const NARROW: Layout = {
  isVertical: true,
  width: 300,
  height: 700,
  nginx: box(0, 270, 300, 60),
  waitingRoom: box(0, 0, 300, 250),
  replicas: new Map([
    ["shop-1", box(20, 350, 280, 80)],
    ["shop-2", box(20, 450, 280, 80)],
  ]),
};
