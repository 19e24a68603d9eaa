/** How a replica looks everywhere, here as in the shop: one of eight colours, and for those who see none a shape. */
export function lookOf(replica: string): number {
  const number = Number(/\d+$/.exec(replica)?.[0] ?? 1);
  return ((number - 1) % OUTLINES.length) + 1;
}

type Point = readonly [x: number, y: number];

const around = (corners: number, radius: (corner: number) => number): Point[] =>
  Array.from({ length: corners }, (_, corner) => {
    const angle = (corner / corners) * 2 * Math.PI - Math.PI / 2;
    return [radius(corner) * Math.cos(angle), radius(corner) * Math.sin(angle)];
  });

const cross: Point[] = [
  [-0.36, -1],
  [0.36, -1],
  [0.36, -0.36],
  [1, -0.36],
  [1, 0.36],
  [0.36, 0.36],
  [0.36, 1],
  [-0.36, 1],
  [-0.36, 0.36],
  [-1, 0.36],
  [-1, -0.36],
  [-0.36, -0.36],
];

const square: Point[] = [
  [-0.85, -0.85],
  [0.85, -0.85],
  [0.85, 0.85],
  [-0.85, 0.85],
];

/** The shapes as corners within a circle of radius one, in the order of the report's: circle, square, triangle and so on. */
const OUTLINES: readonly (readonly Point[])[] = [
  around(24, () => 0.95),
  square,
  around(3, () => 1.2),
  around(4, () => 1.15),
  around(10, (corner) => (corner % 2 === 0 ? 1.2 : 0.5)),
  cross,
  around(12, (corner) => (corner % 4 < 2 ? 1.15 : 0.45)),
  around(6, () => 1.05),
];

/** The corners of a look's shape. */
export const outlineOf = (look: number): readonly Point[] => OUTLINES[look - 1] ?? [];

/** The same shape as the path of an SVG. */
export function pathOf(look: number): string {
  return `M${outlineOf(look)
    .map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`)
    .join("L")}Z`;
}
