import type uPlot from "uplot";
import type { Palette } from "../palette.ts";
import { FONT_PX, fontOf } from "./font.ts";
import { placeLabels } from "./line-labels.ts";
import type { PlotLine } from "./plot-definitions.ts";

/** Right of the plot, for the names of the lines. */
export const LABEL_ROOM_PX = 84;
const MARGIN_PX = 5;

/** Draws each line's name beside its right end, in its colour. */
export function drawLineLabels(plot: uPlot, lines: readonly PlotLine[], palette: Palette): void {
  const { ctx: context, bbox, data } = plot;
  const density = devicePixelRatio;
  const ends = lines.flatMap(({ name }, i) => {
    const end = Array.from(data[i + 1] ?? []).findLast((value) => typeof value === "number");
    return typeof end === "number" ? [{ name, y: plot.valToPos(end, "y", true) }] : [];
  });
  const height = (FONT_PX + 2) * density;
  context.save();
  context.font = fontOf("bold");
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const { name, y } of placeLabels(ends, { top: bbox.top, bottom: bbox.top + bbox.height, height })) {
    context.fillStyle = palette[lines.find((line) => line.name === name)?.colour ?? "ink"];
    context.fillText(name, bbox.left + bbox.width + MARGIN_PX * density, y);
  }
  context.restore();
}
