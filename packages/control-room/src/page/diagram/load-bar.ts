import type { SideStatus } from "../../wire/side.ts";

/** The load in answers a second that fills a bar: that of the busiest replica of all sides, so that sides can be compared. */
export function fullLoad(sides: readonly Pick<SideStatus, "members">[]): number {
  return Math.max(5, ...sides.flatMap(({ members }) => members.map(({ load }) => load)));
}

/** The width of a bar, as CSS. */
export function barWidth(load: number, full: number): string {
  return `${Math.min(100, (100 * load) / full)}%`;
}
