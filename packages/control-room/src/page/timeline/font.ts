/** Height of the letters in the plots, in CSS pixels. */
export const FONT_PX = 13;

/** uPlot scales the fonts of its axes by itself, so these are CSS pixels. */
export const AXIS_FONT = `${FONT_PX}px Arial, sans-serif`;

/** A font for what is drawn on the canvas directly, in its own pixels. */
export const fontOf = (weight: "normal" | "bold") =>
  `${weight} ${FONT_PX * devicePixelRatio}px Arial, sans-serif`;
