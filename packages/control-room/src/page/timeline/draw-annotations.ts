import type uPlot from "uplot";
import type { Annotation } from "../../wire/timeline.ts";
import type { Palette } from "../palette.ts";
import { type Badge, placeAnnotations } from "./annotations.ts";
import { FONT_PX, fontOf } from "./font.ts";

/** Height of a number's box above the plot, with the space below it. */
export const BADGE_ROOM_PX = FONT_PX + 9;
const BADGE_PADDING_PX = 5;

/** Draws a dashed line for each annotation and, if `hasNumbers`, its number above the plot. */
export function drawAnnotations(
  plot: uPlot,
  annotations: readonly Annotation[],
  palette: Palette,
  hasNumbers: boolean,
): void {
  const { ctx: context, bbox } = plot;
  const density = devicePixelRatio;
  context.save();
  context.strokeStyle = palette.ink;
  context.lineWidth = density;
  context.font = fontOf("bold");
  const { lines, badges } = placeAnnotations(annotations, {
    begin: plot.scales.x?.min ?? 0,
    left: bbox.left,
    right: bbox.left + bbox.width,
    gap: 2 * density,
    x: (time) => plot.valToPos(time, "x", true),
    width: (text) => context.measureText(text).width + 2 * BADGE_PADDING_PX * density,
  });
  context.setLineDash([3 * density, 3 * density]);
  for (const x of lines) {
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
  }
  if (hasNumbers) for (const badge of badges) drawBadge(context, badge, bbox.top, palette);
  context.restore();
}

function drawBadge(
  context: CanvasRenderingContext2D,
  { text, left, width }: Badge,
  bottom: number,
  palette: Palette,
): void {
  const density = devicePixelRatio;
  const height = (FONT_PX + 5) * density;
  const top = bottom - height - 2 * density;
  context.fillStyle = palette.ink;
  context.fillRect(left, top, width, height);
  context.fillStyle = palette.paper;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, left + width / 2, top + height / 2 + density);
}
