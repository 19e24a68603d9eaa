import type { Annotation } from "../../wire/timeline.ts";

/** The number of an annotation in its box above the plot. All figures are in one unit, that of the plot's canvas. */
export interface Badge {
  /** One number, or several where their boxes would overlap: "2,3" or "2–5". */
  readonly text: string;
  readonly left: number;
  readonly width: number;
}

/** The space that annotations are placed in. `x` and `width` return figures in the unit of the others. */
export interface AnnotationSpace {
  /** Unix time in seconds; older annotations are left out. */
  readonly begin: number;
  /** The edges of the plot. */
  readonly left: number;
  readonly right: number;
  /** The least distance between two boxes. */
  readonly gap: number;
  readonly x: (time: number) => number;
  /** The width of a box with this text. */
  readonly width: (text: string) => number;
}

/** Places annotations, in the order of their times: a vertical line each, and boxes that never overlap. */
export function placeAnnotations(
  annotations: readonly Annotation[],
  space: AnnotationSpace,
): { readonly lines: readonly number[]; readonly badges: readonly Badge[] } {
  const shown = annotations.filter(({ time }) => time >= space.begin);
  const groups: Annotation[][] = [];
  for (const annotation of shown) {
    let group = [annotation];
    // a box that takes in its neighbour grows, and may then reach the next one
    for (let before = groups.at(-1); before && overlap(before, group, space); before = groups.at(-1)) {
      groups.pop();
      group = [...before, ...group];
    }
    groups.push(group);
  }
  return {
    lines: shown.map(({ time }) => Math.min(space.x(time), space.right)),
    badges: groups.map((group) => badgeOf(group, space)),
  };
}

function overlap(before: readonly Annotation[], after: readonly Annotation[], space: AnnotationSpace) {
  const { left, width } = badgeOf(before, space);
  return badgeOf(after, space).left < left + width + space.gap;
}

/** Centred on the first line, and within the edges. */
function badgeOf(group: readonly Annotation[], { x, left, right, width }: AnnotationSpace): Badge {
  const text = joinNumbers([...new Set(group.map(({ number }) => number))]);
  const wide = width(text);
  const centred = x(group[0]?.time ?? 0) - wide / 2;
  return { text, width: wide, left: Math.max(left, Math.min(centred, right - wide)) };
}

function joinNumbers(numbers: readonly number[]): string {
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  const isRange = numbers.length > 2 && last - first === numbers.length - 1;
  return isRange ? `${first}–${last}` : numbers.join(",");
}
