import type uPlot from "uplot";
import type { Annotation } from "../../wire/timeline.ts";
import type { Palette } from "../palette.ts";
import { placeAnnotations } from "./annotations.ts";

/** Draws a dashed line for each annotation and, if `hasText`, its text above the plot where there is room. */
export function drawAnnotations(
  plot: uPlot,
  annotations: readonly Annotation[],
  palette: Palette,
  hasText: boolean,
): void {
  const { ctx: context, bbox } = plot;
  const density = devicePixelRatio;
  context.save();
  context.strokeStyle = palette.ink;
  context.fillStyle = palette.ink;
  context.lineWidth = density;
  context.font = `${12 * density}px Arial, sans-serif`;
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.setLineDash([3 * density, 3 * density]);
  const placed = placeAnnotations(annotations, {
    begin: plot.scales.x?.min ?? 0,
    right: bbox.left + bbox.width,
    gap: 8 * density,
    x: (time) => plot.valToPos(time, "x", true),
    textWidth: (text) => context.measureText(text).width,
  });
  for (const { x, label } of placed) {
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
    if (hasText && label) context.fillText(label.text, label.left, bbox.top - 3 * density);
  }
  context.restore();
}
