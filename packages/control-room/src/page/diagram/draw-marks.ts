import type { Palette } from "../palette.ts";
import type { Point } from "./layout.ts";

/** The customer who is followed: a ring around the dot. */
export function drawRing(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  ringRadius: number,
  palette: Palette,
): void {
  for (const [width, colour] of [
    [6, palette.paper],
    [3, palette.ink],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    context.arc(x, y, ringRadius, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** The user's own browser: "you" on a plate beside the dot and its ring. */
export function drawYou(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  ringRadius: number,
  palette: Palette,
): void {
  context.font = "bold 13px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "middle";
  const left = x + ringRadius + 3;
  context.fillStyle = palette.ink;
  context.fillRect(left, y - 8, context.measureText("you").width + 6, 16);
  context.fillStyle = palette.paper;
  context.fillText("you", left + 3, y);
}
