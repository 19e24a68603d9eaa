import type { Point } from "./layout.ts";
import type { Dot } from "./scene.ts";

/** A dot this far from the pointer is still meant: dots are small, and they move. In units. */
const REACH = 16;

/** The dot that a pointer means: the nearest one within reach; null if there is none. */
export function nearestDot(dots: Iterable<Dot>, { x, y }: Point): Dot | null {
  const byDistance = [...dots]
    .map((dot) => ({ dot, distance: Math.hypot(dot.position.x - x, dot.position.y - y) }))
    .filter(({ distance }) => distance <= REACH)
    .toSorted((a, b) => a.distance - b.distance);
  return byDistance[0]?.dot ?? null;
}
