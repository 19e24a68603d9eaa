import type { Palette } from "../palette.ts";
import type { Point } from "./layout.ts";

/** The customer who is followed: a ring around the dot. */
export function drawRing(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  radius: number,
  palette: Palette,
): void {
  for (const [width, colour] of [
    [6, palette.paper],
    [3, palette.ink],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** The user's own browser: "you" on a plate below the dot. */
export function drawYou(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  radius: number,
  palette: Palette,
): void {
  context.font = "bold 13px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  const width = context.measureText("you").width + 6;
  context.fillStyle = palette.ink;
  context.fillRect(x - width / 2, y + radius + 3, width, 15);
  context.fillStyle = palette.paper;
  context.fillText("you", x, y + radius + 11);
}
