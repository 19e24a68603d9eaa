import type uPlot from "uplot";
import type { Mark } from "../../wire/live.ts";
import type { Inks } from "../stage/inks.ts";

/** Draws a line for each thing that was done, and its name where there is room. */
export function drawMarks(plot: uPlot, marks: readonly Mark[], inks: Inks, named: boolean): void {
  const { ctx: pen, bbox } = plot;
  const density = devicePixelRatio;
  const [begin = 0] = [plot.scales.x?.min];
  pen.save();
  pen.strokeStyle = inks.ink;
  pen.fillStyle = inks.ink;
  pen.lineWidth = density;
  pen.font = `${12 * density}px Arial, sans-serif`;
  pen.textAlign = "left";
  pen.textBaseline = "bottom";
  let free = Number.NEGATIVE_INFINITY;
  for (const { time, deed } of marks) {
    if (time < begin) continue;
    const x = Math.min(plot.valToPos(time, "x", true), bbox.left + bbox.width);
    pen.setLineDash([3 * density, 3 * density]);
    pen.beginPath();
    pen.moveTo(x, bbox.top);
    pen.lineTo(x, bbox.top + bbox.height);
    pen.stroke();
    const width = pen.measureText(deed).width;
    const left = Math.min(x - 2 * density, bbox.left + bbox.width - width);
    if (!named || left < free) continue;
    pen.fillText(deed, left, bbox.top - 3 * density);
    free = left + width + 8 * density;
  }
  pen.restore();
}
