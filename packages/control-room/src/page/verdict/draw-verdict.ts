import type { Palette } from "../palette.ts";
import type { Verdict } from "./verdict.ts";

const WIDTH_PX = 960;
const HEIGHT_PX = 540;
/** Canvas pixels for each, so that the picture is sharp on every screen. */
const DENSITY = 2;
const MARGIN_PX = 48;
const ROWS_TOP_PX = 196;
const ROW_PX = 42;
const COLUMN_PX = 300;
const TEXT = "Arial, sans-serif";
const MONO = 'ui-monospace, "DejaVu Sans Mono", monospace';

/** Draws the verdict as a picture of its own. */
export function pictureOf(verdict: Verdict, palette: Palette): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH_PX * DENSITY;
  canvas.height = HEIGHT_PX * DENSITY;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.scale(DENSITY, DENSITY);
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  context.fillStyle = palette.ink;
  context.fillRect(0, 0, WIDTH_PX, 10);
  context.textBaseline = "alphabetic";
  write(context, verdict.headline, { y: 78, font: `bold 40px ${TEXT}` });
  drawTable(context, verdict, palette);
  context.fillStyle = palette.soft;
  write(context, verdict.setting, { y: HEIGHT_PX - 116, font: `20px ${TEXT}` });
  for (const [i, command] of verdict.commands.entries())
    write(context, `$ ${command}`, { y: HEIGHT_PX - 82 + i * 28, font: `19px ${MONO}` });
  return canvas;
}

function drawTable(context: CanvasRenderingContext2D, { columns, rows }: Verdict, palette: Palette): void {
  const right = (column: number) => WIDTH_PX - MARGIN_PX - (columns.length - 1 - column) * COLUMN_PX;
  for (const [i, { scenario, note }] of columns.entries()) {
    context.fillStyle = palette.ink;
    write(context, scenario, { x: right(i), y: 136, font: `bold 26px ${MONO}`, align: "right" });
    context.fillStyle = palette.soft;
    write(context, note, { x: right(i), y: 162, font: `18px ${TEXT}`, align: "right" });
  }
  for (const [row, { name, counts }] of rows.entries()) {
    const y = ROWS_TOP_PX + row * ROW_PX + 12;
    context.fillStyle = palette.line;
    context.fillRect(MARGIN_PX, y - 32, WIDTH_PX - 2 * MARGIN_PX, 1);
    context.fillStyle = palette.ink;
    write(context, name, { y, font: `22px ${TEXT}` });
    for (const [i, count] of counts.entries()) {
      const isHarm = count > 0 && name !== "orders";
      context.fillStyle = isHarm ? palette.error : palette.ink;
      write(context, `${count}`, { x: right(i), y, font: `bold 30px ${MONO}`, align: "right" });
    }
  }
}

interface Placed {
  readonly x?: number;
  readonly y: number;
  readonly font: string;
  readonly align?: CanvasTextAlign;
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  { x = MARGIN_PX, y, font, align = "left" }: Placed,
): void {
  context.font = font;
  context.textAlign = align;
  // the browser narrows a text that is wider than this
  context.fillText(text, x, y, WIDTH_PX - 2 * MARGIN_PX);
}
