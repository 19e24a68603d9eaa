import type { Annotation } from "../../wire/timeline.ts";

/** An annotation in a plot. All figures are in one unit, that of the plot's canvas. */
export interface PlacedAnnotation {
  /** Of its vertical line. */
  readonly x: number;
  /** Its text; null if there is no room beside the one before. */
  readonly label: { readonly text: string; readonly left: number } | null;
}

/** The space that annotations are placed in. `x` and `textWidth` return figures in the unit of `right` and `gap`. */
export interface AnnotationSpace {
  /** Unix time in seconds; older annotations are left out. */
  readonly begin: number;
  /** The right edge of the plot. */
  readonly right: number;
  /** Between two texts. */
  readonly gap: number;
  readonly x: (time: number) => number;
  readonly textWidth: (text: string) => number;
}

/** Places annotations, in the order of their times, so that no text overlaps another or crosses the right edge. */
export function placeAnnotations(
  annotations: readonly Annotation[],
  { begin, right, gap, x, textWidth }: AnnotationSpace,
): readonly PlacedAnnotation[] {
  let free = Number.NEGATIVE_INFINITY;
  return annotations
    .filter(({ time }) => time >= begin)
    .map(({ time, text }) => {
      const line = Math.min(x(time), right);
      const width = textWidth(text);
      const left = Math.min(line, right - width);
      if (left < free) return { x: line, label: null };
      free = left + width + gap;
      return { x: line, label: { text, left } };
    });
}
