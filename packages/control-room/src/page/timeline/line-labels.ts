/** The name of a line beside its right end. */
export interface LineLabel {
  readonly name: string;
  /** The middle of the text. Grows downwards, as on a canvas. */
  readonly y: number;
}

/** The space that labels are placed in. */
export interface LabelSpace {
  readonly top: number;
  readonly bottom: number;
  /** Of a line of text. */
  readonly height: number;
}

/** Moves labels apart that would overlap, by as little as possible, from the lowest one upwards. */
export function placeLabels(
  labels: readonly LineLabel[],
  { top, bottom, height }: LabelSpace,
): readonly LineLabel[] {
  let below = bottom + height / 2;
  return labels
    .toSorted((a, b) => b.y - a.y)
    .map(({ name, y }, i) => {
      const above = labels.length - 1 - i;
      const highest = top + height / 2 + above * height;
      below = Math.max(highest, Math.min(y, below - height));
      return { name, y: below };
    });
}
