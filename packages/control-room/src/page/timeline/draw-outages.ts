import type uPlot from "uplot";
import type { TimelinePoint } from "../../wire/timeline.ts";
import type { Palette } from "../palette.ts";
import { outagesOf } from "./outages.ts";

const STRIPE_PX = 7;

/** Hatches the times during which every request failed: what a line would say there is not known. */
export function drawOutages(plot: uPlot, points: readonly TimelinePoint[], palette: Palette): void {
  const { ctx: context, bbox } = plot;
  const density = devicePixelRatio;
  const step = STRIPE_PX * density;
  for (const [begin, end] of outagesOf(points)) {
    const left = Math.max(bbox.left, plot.valToPos(begin, "x", true));
    const right = plot.valToPos(end, "x", true);
    context.save();
    context.beginPath();
    context.rect(left, bbox.top, right - left, bbox.height);
    context.clip();
    context.strokeStyle = palette.error;
    context.lineWidth = density;
    context.beginPath();
    // the stripes start from the canvas, so that they stay still while the outage moves on
    for (let x = 0; x < right + bbox.height; x += step) {
      context.moveTo(x, bbox.top);
      context.lineTo(x - bbox.height, bbox.top + bbox.height);
    }
    context.globalAlpha = 0.5;
    context.stroke();
    context.restore();
  }
}
