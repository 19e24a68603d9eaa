/** A rectangle on the stage, in CSS pixels from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands, as the browser has laid it out. */
export interface Places {
  readonly width: number;
  readonly height: number;
  readonly waiting: Box;
  readonly nginx: Box;
  readonly replicas: ReadonlyMap<string, Box>;
  /** The stage is narrow: its parts stand below one another. */
  readonly upright: boolean;
}

/** Reads the places off the elements that say what they are. */
export function measure(stage: HTMLElement): Places {
  const origin = stage.getBoundingClientRect();
  const boxOf = (element: Element | null): Box => {
    const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    return { x: left - origin.left, y: top - origin.top, width, height };
  };
  const cards = [...stage.querySelectorAll<HTMLElement>("[data-replica]")];
  const waiting = boxOf(stage.querySelector("[data-place=waiting]"));
  const nginx = boxOf(stage.querySelector("[data-place=nginx]"));
  return {
    width: origin.width,
    height: origin.height,
    waiting,
    nginx,
    replicas: new Map(cards.map((card) => [card.dataset.replica as string, boxOf(card)])),
    upright: nginx.y > waiting.y + waiting.height / 2,
  };
}

/** Pixels at the foot of the waiting room that are left to the carts which fell there. */
export const FLOOR = 34;

/** Pixels at the foot of nginx that are left to its name. */
const NAME = 72;

/** Where a customer waits, one of `count`. */
export function seatOf(customer: number, count: number, { waiting }: Places): Point {
  const height = waiting.height - FLOOR;
  const columns = Math.max(1, Math.ceil(Math.sqrt((count * waiting.width) / height)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const index = customer - 1;
  return {
    x: waiting.x + ((index % columns) + 0.5) * (waiting.width / columns),
    y: waiting.y + (Math.floor(index / columns) + 0.5) * (height / rows),
  };
}

/** The way from a seat to a replica, through nginx; to nginx and no further where no replica answered. */
export function wayOf(seat: Point, replica: string | null, { nginx, replicas, upright }: Places): Point[] {
  const box = replica === null ? undefined : replicas.get(replica);
  if (!box) return [seat, upright ? { x: seat.x, y: nginx.y } : { x: nginx.x, y: seat.y }];
  if (upright) {
    // clear of nginx's name, and along the edge of the cards
    const end = { x: box.x, y: box.y + box.height / 2 };
    return [
      seat,
      { x: nginx.x + nginx.width / 4, y: nginx.y },
      { x: end.x - 8, y: nginx.y + nginx.height },
      { x: end.x - 8, y: end.y },
      end,
    ];
  }
  const end = { x: box.x, y: box.y + box.height / 2 };
  const within = (y: number) => Math.min(Math.max(y, nginx.y + 12), nginx.y + nginx.height - NAME);
  return [seat, { x: nginx.x, y: within(seat.y) }, { x: nginx.x + nginx.width, y: within(end.y) }, end];
}

/** The point that lies at a share of a way, 0 to 1. */
export function pointAt(way: readonly Point[], share: number): Point {
  const lengths = way
    .slice(1)
    .map((point, i) => Math.hypot(point.x - (way[i] as Point).x, point.y - (way[i] as Point).y));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [way[i] as Point, way[i + 1] as Point];
    if (left <= length && length > 0) {
      const part = left / length;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    }
    left -= length;
  }
  return way.at(-1) as Point;
}
