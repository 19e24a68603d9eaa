import type { Layout } from "../../src/page/diagram/layout.ts";

/** A wide diagram: the waiting room on the left, nginx in the middle, two replicas on the right. */
export const WIDE: Layout = {
  width: 600,
  height: 400,
  waitingRoom: { x: 0, y: 0, width: 200, height: 400 },
  nginx: { x: 250, y: 0, width: 80, height: 400 },
  replicas: new Map([
    ["shop-1", { x: 400, y: 0, width: 200, height: 80 }],
    ["shop-2", { x: 400, y: 300, width: 200, height: 80 }],
  ]),
  isVertical: false,
};

/** A narrow diagram: the same parts below one another. */
export const NARROW: Layout = {
  width: 300,
  height: 700,
  waitingRoom: { x: 0, y: 0, width: 300, height: 250 },
  nginx: { x: 0, y: 270, width: 300, height: 60 },
  replicas: new Map([
    ["shop-1", { x: 20, y: 350, width: 280, height: 80 }],
    ["shop-2", { x: 20, y: 450, width: 280, height: 80 }],
  ]),
  isVertical: true,
};
