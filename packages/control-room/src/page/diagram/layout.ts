/**
 * A rectangle in the diagram, in units from the diagram's upper left corner. A unit is a CSS pixel where text has its usual size, and
 * grows with the text.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** In units from the diagram's upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the browser has placed the parts of the diagram. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Where customers wait between their requests. */
  readonly waitingRoom: Box;
  readonly nginx: Box;
  /** By the replica's name. */
  readonly replicas: ReadonlyMap<string, Box>;
  /** The diagram is narrow, and its parts are below one another. */
  readonly isVertical: boolean;
}

/** Height at the bottom of the waiting room that is left free for lost carts. */
export const FLOOR_HEIGHT = 34;

/** Side of the square that stands for an item of a cart. */
export const ITEM_SIZE = 3;

/** Height at the bottom of nginx that is left free for its name. */
const NAME_HEIGHT = 72;

/** Where a customer (from 1) waits, one of `count`. */
export function seatOf(customer: number, count: number, { waitingRoom }: Layout): Point {
  const height = Math.max(1, waitingRoom.height - FLOOR_HEIGHT);
  const columns = Math.max(1, Math.ceil(Math.sqrt((count * waitingRoom.width) / height)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const index = customer - 1;
  return {
    x: waitingRoom.x + ((index % columns) + 0.5) * (waitingRoom.width / columns),
    y: waitingRoom.y + (Math.floor(index / columns) + 0.5) * (height / rows),
  };
}

/** The path from a seat through nginx to a replica. It ends at nginx if `replica` is null or has left. */
export function pathTo(
  replica: string | null,
  seat: Point,
  { nginx, replicas, isVertical }: Layout,
): readonly Point[] {
  const box = replica === null ? undefined : replicas.get(replica);
  if (!box) return [seat, isVertical ? { x: seat.x, y: nginx.y } : { x: nginx.x, y: seat.y }];
  const end = { x: box.x, y: box.y + box.height / 2 };
  if (isVertical)
    // past nginx's name, and along the edge of the cards
    return [
      seat,
      { x: nginx.x + nginx.width / 4, y: nginx.y },
      { x: end.x - 8, y: nginx.y + nginx.height },
      { x: end.x - 8, y: end.y },
      end,
    ];
  const within = (y: number) => Math.min(Math.max(y, nginx.y + 12), nginx.y + nginx.height - NAME_HEIGHT);
  return [seat, { x: nginx.x, y: within(seat.y) }, { x: nginx.x + nginx.width, y: within(end.y) }, end];
}

/** The point at a share of a path's length, 0 to 1. */
export function pointAlong(path: readonly Point[], share: number): Point {
  const lengths = path
    .slice(1)
    .map((point, i) => Math.hypot(point.x - (path[i] as Point).x, point.y - (path[i] as Point).y));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [path[i] as Point, path[i + 1] as Point];
    if (left <= length && length > 0) {
      const part = left / length;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    }
    left -= length;
  }
  return path.at(-1) as Point;
}
