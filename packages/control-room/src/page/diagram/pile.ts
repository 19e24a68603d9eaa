import { FLOOR_HEIGHT, ITEM_SIZE, type Layout, type Point } from "./layout.ts";

/** The lost carts on the floor of the waiting room. */
export interface Pile {
  /** The upper left corners of those that there is room for, row by row from the bottom. */
  readonly corners: readonly Point[];
  /** How many more there are. Room is left at the right for this number. */
  readonly more: number;
}

const STEP = ITEM_SIZE * 2 + 2;
const PADDING = 4;
const ROWS = Math.floor((FLOOR_HEIGHT - 2 * PADDING) / STEP);
/** Room for a plus sign and four digits. */
const NUMBER_WIDTH = 54;

/** Piles up this many lost carts. */
export function pileOf(cartsLost: number, { waitingRoom }: Layout): Pile {
  const columnsIn = (width: number) => Math.max(0, Math.floor((width - 2 * PADDING) / STEP));
  const all = columnsIn(waitingRoom.width);
  const columns = cartsLost <= all * ROWS ? all : columnsIn(waitingRoom.width - NUMBER_WIDTH);
  const shown = Math.min(cartsLost, columns * ROWS);
  const corners = Array.from({ length: shown }, (_, cart) => ({
    x: waitingRoom.x + PADDING + (cart % columns) * STEP,
    y: waitingRoom.y + waitingRoom.height - PADDING - (Math.floor(cart / columns) + 1) * STEP,
  }));
  return { corners, more: cartsLost - shown };
}
