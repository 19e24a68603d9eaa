/**
 * The number of a replica's appearance, 1 to 8: a colour, and a shape for people who do not see colours. The shop and the report use
 * the same ones.
 */
export function appearanceOf(replica: string): number {
  const number = Number(/\d+$/.exec(replica)?.[0] ?? 1);
  return ((number - 1) % OUTLINES.length) + 1;
}

type Corner = readonly [x: number, y: number];

const around = (corners: number, radius: (corner: number) => number): Corner[] =>
  Array.from({ length: corners }, (_, corner) => {
    const angle = (corner / corners) * 2 * Math.PI - Math.PI / 2;
    return [radius(corner) * Math.cos(angle), radius(corner) * Math.sin(angle)];
  });

const cross: Corner[] = [
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

const square: Corner[] = [
  [-0.85, -0.85],
  [0.85, -0.85],
  [0.85, 0.85],
  [-0.85, 0.85],
];

/** The corners of each shape, around (0, 0) and at most about 1 away from it. The order is the report's: circle, square, triangle … */
const OUTLINES: readonly (readonly Corner[])[] = [
  around(24, () => 0.95),
  square,
  around(3, () => 1.2),
  around(4, () => 1.15),
  around(10, (corner) => (corner % 2 === 0 ? 1.2 : 0.5)),
  cross,
  around(12, (corner) => (corner % 4 < 2 ? 1.15 : 0.45)),
  around(6, () => 1.05),
];

/** The corners of an appearance's shape, around (0, 0) and at most about 1 away from it. */
export const outlineOf = (appearance: number): readonly Corner[] => OUTLINES[appearance - 1] ?? [];

/** The same shape as the `d` of an SVG path. */
export function svgPathOf(appearance: number): string {
  return `M${outlineOf(appearance)
    .map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`)
    .join("L")}Z`;
}
