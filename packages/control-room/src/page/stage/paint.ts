import type { Inks } from "./inks.ts";
import { outlineOf } from "./look.ts";
import { FLOOR, type Places, type Point, wayOf } from "./places.ts";
import type { Dot, Fall, Scene } from "./scene.ts";

/** Pixels: half a dot, and one item of a cart. */
const DOT = 6.5;
const ITEM = 3;

/** What is drawn beside the moving things. */
export interface Backdrop {
  readonly places: Places;
  /** Replicas that nobody can reach. */
  readonly dead: ReadonlySet<string>;
  readonly cartsLost: number;
}

/** Draws the stage as it is at this time. */
export function paint(
  canvas: CanvasRenderingContext2D,
  scene: Scene,
  { places, dead, cartsLost }: Backdrop,
  inks: Inks,
  now: number,
): void {
  canvas.clearRect(0, 0, places.width, places.height);
  paintWires(canvas, places, dead, inks);
  paintFloor(canvas, places, cartsLost, inks);
  for (const dot of scene.dots.values()) paintDot(canvas, dot, inks, scene.isCrossed(dot, now));
  for (const fall of scene.falls) paintFall(canvas, fall, places, inks);
}

function paintWires(
  canvas: CanvasRenderingContext2D,
  places: Places,
  dead: ReadonlySet<string>,
  inks: Inks,
): void {
  const { nginx, replicas } = places;
  const begin = { x: nginx.x, y: nginx.y + nginx.height / 2 };
  canvas.lineWidth = 1.5;
  canvas.strokeStyle = inks.line;
  for (const name of replicas.keys()) {
    canvas.setLineDash(dead.has(name) ? [2, 5] : []);
    canvas.beginPath();
    for (const { x, y } of wayOf(begin, name, places).slice(2)) canvas.lineTo(x, y);
    canvas.stroke();
  }
  canvas.setLineDash([]);
}

/** The carts that were lost, heaped up row by row; as many as there is room for. */
function paintFloor(
  canvas: CanvasRenderingContext2D,
  { waiting }: Places,
  cartsLost: number,
  inks: Inks,
): void {
  const step = ITEM * 2 + 2;
  const columns = Math.floor((waiting.width - 8) / step);
  const rows = Math.floor((FLOOR - 8) / step);
  canvas.fillStyle = inks.error;
  for (let cart = 0; cart < Math.min(cartsLost, columns * rows); cart++) {
    const x = waiting.x + 4 + (cart % columns) * step;
    const y = waiting.y + waiting.height - 4 - (Math.floor(cart / columns) + 1) * step;
    canvas.fillRect(x, y, ITEM * 2, ITEM * 2);
  }
}

function paintDot(canvas: CanvasRenderingContext2D, dot: Dot, inks: Inks, crossed: boolean): void {
  const { at, items, look, standing } = dot;
  if (standing === "stranger") paintStranger(canvas, at, inks);
  else if (look === 0 || standing === "newcomer") paintNewcomer(canvas, at, inks);
  else {
    canvas.fillStyle = inks.replicas[look - 1] ?? inks.ink;
    trace(canvas, at, look, DOT);
    canvas.fill();
  }
  paintItems(canvas, at, items, inks);
  if (crossed) paintCross(canvas, at, inks);
}

/** As the shop shows who is unknown: black on yellow. */
function paintStranger(canvas: CanvasRenderingContext2D, { x, y }: Point, inks: Inks): void {
  canvas.beginPath();
  canvas.arc(x, y, DOT + 1, 0, 2 * Math.PI);
  canvas.fillStyle = inks.warn;
  canvas.fill();
  canvas.lineWidth = 1.5;
  canvas.strokeStyle = inks.onWarn;
  canvas.stroke();
  canvas.fillStyle = inks.onWarn;
  canvas.font = `bold ${DOT * 1.9}px ui-monospace, "DejaVu Sans Mono", monospace`;
  canvas.textAlign = "center";
  canvas.textBaseline = "middle";
  canvas.fillText("?", x, y + 0.5);
}

function paintNewcomer(canvas: CanvasRenderingContext2D, { x, y }: Point, inks: Inks): void {
  canvas.beginPath();
  canvas.arc(x, y, DOT - 2, 0, 2 * Math.PI);
  canvas.lineWidth = 1.5;
  canvas.strokeStyle = inks.soft;
  canvas.stroke();
}

function paintItems(canvas: CanvasRenderingContext2D, { x, y }: Point, items: number, inks: Inks): void {
  const shown = Math.min(items, 4);
  canvas.fillStyle = inks.ink;
  for (let item = 0; item < shown; item++)
    canvas.fillRect(x - (shown * (ITEM + 1)) / 2 + item * (ITEM + 1), y + DOT + 2.5, ITEM, ITEM);
}

function paintCross(canvas: CanvasRenderingContext2D, { x, y }: Point, inks: Inks): void {
  canvas.lineWidth = 2.5;
  canvas.strokeStyle = inks.error;
  canvas.beginPath();
  for (const way of [1, -1]) {
    canvas.moveTo(x - DOT, y - DOT * way);
    canvas.lineTo(x + DOT, y + DOT * way);
  }
  canvas.stroke();
}

/** A cart falls ever faster and spills what is in it. */
function paintFall(
  canvas: CanvasRenderingContext2D,
  { from, items, share }: Fall,
  { waiting }: Places,
  inks: Inks,
): void {
  const floor = waiting.y + waiting.height - FLOOR / 2;
  const y = from.y + (floor - from.y) * share * share;
  canvas.fillStyle = inks.error;
  for (let item = 0; item < Math.min(items, 4); item++) {
    const x = from.x + (item - (items - 1) / 2) * (ITEM + 3) * (1 + share);
    canvas.fillRect(x - ITEM, y - ITEM, ITEM * 2, ITEM * 2);
  }
}

function trace(canvas: CanvasRenderingContext2D, { x, y }: Point, look: number, size: number): void {
  canvas.beginPath();
  for (const [cornerX, cornerY] of outlineOf(look)) canvas.lineTo(x + cornerX * size, y + cornerY * size);
  canvas.closePath();
}
