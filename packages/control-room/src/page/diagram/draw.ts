import { YOU } from "../../wire/customer.ts";
import type { Palette } from "../palette.ts";
import { outlineOf } from "./appearance.ts";
import { drawRing, drawYou } from "./draw-marks.ts";
import { FLOOR_HEIGHT, ITEM_SIZE, type Layout, type Point, pathTo } from "./layout.ts";
import { pileOf } from "./pile.ts";
import type { Dot, Fall, Scene } from "./scene.ts";

/** For canvas fonts, which know no custom properties. */
const MONOSPACE = 'ui-monospace, "DejaVu Sans Mono", monospace';

const DOT_RADIUS = 6.5;
/** Around the dot of the customer who is followed. */
const RING_RADIUS = 13;
/** More items of a cart are not drawn. */
const MAX_ITEMS = 4;

/** What is drawn behind the dots. */
export interface Background {
  readonly layout: Layout;
  /** Names of the replicas that do not serve. */
  readonly unready: ReadonlySet<string>;
  readonly cartsLost: number;
  /** The number of the customer who is followed; null for nobody. */
  readonly followed: number | null;
}

/** Draws the scene as it is. */
export function drawScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { layout, unready, cartsLost, followed }: Background,
  palette: Palette,
): void {
  context.clearRect(0, 0, layout.width, layout.height);
  drawConnections(context, layout, unready, palette);
  drawLostCarts(context, layout, cartsLost, palette);
  for (const dot of scene.dots.values()) drawDot(context, dot, palette);
  const ringed = followed === null ? undefined : scene.dots.get(followed);
  if (ringed) drawRing(context, ringed.position, RING_RADIUS, palette);
  for (const fall of scene.falls) drawFall(context, fall, layout, palette);
}

function drawConnections(
  context: CanvasRenderingContext2D,
  layout: Layout,
  unready: ReadonlySet<string>,
  palette: Palette,
): void {
  const { nginx, replicas } = layout;
  const begin = { x: nginx.x, y: nginx.y + nginx.height / 2 };
  context.lineWidth = 1.5;
  context.strokeStyle = palette.line;
  for (const name of replicas.keys()) {
    context.setLineDash(unready.has(name) ? [2, 5] : []);
    context.beginPath();
    for (const { x, y } of pathTo(name, begin, layout).slice(2)) context.lineTo(x, y);
    context.stroke();
  }
  context.setLineDash([]);
}

function drawLostCarts(
  context: CanvasRenderingContext2D,
  layout: Layout,
  cartsLost: number,
  palette: Palette,
): void {
  const { corners, more } = pileOf(cartsLost, layout);
  const { waitingRoom } = layout;
  context.fillStyle = palette.error;
  for (const { x, y } of corners) context.fillRect(x, y, ITEM_SIZE * 2, ITEM_SIZE * 2);
  if (more === 0) return;
  context.font = `bold 16px ${MONOSPACE}`;
  context.textAlign = "right";
  context.textBaseline = "middle";
  const middle = waitingRoom.y + waitingRoom.height - FLOOR_HEIGHT / 2;
  context.fillText(`+${more}`, waitingRoom.x + waitingRoom.width - 4, middle);
}

function drawDot(context: CanvasRenderingContext2D, dot: Dot, palette: Palette): void {
  const { position, items, appearance, status, failure } = dot;
  if (status === "stranger") drawStranger(context, position, palette);
  else if (appearance === 0 || status === "newcomer") drawNewcomer(context, position, palette);
  else {
    context.fillStyle = palette.replicas[appearance - 1] ?? palette.ink;
    traceShape(context, position, appearance);
    context.fill();
  }
  drawItems(context, position, items, palette);
  if (dot.customer === YOU) drawYou(context, position, RING_RADIUS, palette);
  if (failure === "unavailable") drawCross(context, position, palette);
  if (failure === "unreachable") drawEmptyRing(context, position, palette);
}

/** A question mark, black on yellow as in the shop. */
function drawStranger(context: CanvasRenderingContext2D, { x, y }: Point, palette: Palette): void {
  context.beginPath();
  context.arc(x, y, DOT_RADIUS + 1, 0, 2 * Math.PI);
  context.fillStyle = palette.warn;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = palette.onWarn;
  context.stroke();
  context.fillStyle = palette.onWarn;
  context.font = `bold ${DOT_RADIUS * 1.9}px ${MONOSPACE}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText("?", x, y + 0.5);
}

function drawNewcomer(context: CanvasRenderingContext2D, { x, y }: Point, palette: Palette): void {
  context.beginPath();
  context.arc(x, y, DOT_RADIUS - 2, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.strokeStyle = palette.soft;
  context.stroke();
}

/** The cart: a small square for each item, in a row below the dot. */
function drawItems(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  items: number,
  palette: Palette,
): void {
  const count = Math.min(items, MAX_ITEMS);
  const step = ITEM_SIZE + 1;
  context.fillStyle = palette.ink;
  for (let item = 0; item < count; item++)
    context.fillRect(x - (count * step) / 2 + item * step, y + DOT_RADIUS + 2.5, ITEM_SIZE, ITEM_SIZE);
}

/** A 503: an answer came, and it was a refusal. */
function drawCross(context: CanvasRenderingContext2D, { x, y }: Point, palette: Palette): void {
  context.lineWidth = 2.5;
  context.strokeStyle = palette.error;
  context.beginPath();
  for (const direction of [1, -1]) {
    context.moveTo(x - DOT_RADIUS, y - DOT_RADIUS * direction);
    context.lineTo(x + DOT_RADIUS, y + DOT_RADIUS * direction);
  }
  context.stroke();
}

/** No answer came: a dashed ring with nothing in it. */
function drawEmptyRing(context: CanvasRenderingContext2D, { x, y }: Point, palette: Palette): void {
  context.lineWidth = 2.5;
  context.strokeStyle = palette.error;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.arc(x, y, DOT_RADIUS + 3, 0, 2 * Math.PI);
  context.stroke();
  context.setLineDash([]);
}

/** The items of a cart fall faster and faster, and scatter. */
function drawFall(
  context: CanvasRenderingContext2D,
  { from, items, share }: Fall,
  { waitingRoom }: Layout,
  palette: Palette,
): void {
  const floor = waitingRoom.y + waitingRoom.height - FLOOR_HEIGHT / 2;
  const y = from.y + (floor - from.y) * share * share;
  context.fillStyle = palette.error;
  for (let item = 0; item < Math.min(items, MAX_ITEMS); item++) {
    const x = from.x + (item - (items - 1) / 2) * (ITEM_SIZE + 3) * (1 + share);
    context.fillRect(x - ITEM_SIZE, y - ITEM_SIZE, ITEM_SIZE * 2, ITEM_SIZE * 2);
  }
}

function traceShape(context: CanvasRenderingContext2D, { x, y }: Point, appearance: number): void {
  context.beginPath();
  for (const [cornerX, cornerY] of outlineOf(appearance))
    context.lineTo(x + cornerX * DOT_RADIUS, y + cornerY * DOT_RADIUS);
  context.closePath();
}
