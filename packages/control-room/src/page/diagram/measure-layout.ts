import type { Box, Layout } from "./layout.ts";

/** How many CSS pixels a unit of the layout is: it grows with the page's text, so that dots do, too. */
export const unitPx = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Reads the layout from the diagram's elements: [data-part=waiting], [data-part=nginx] and one [data-replica] for each replica. */
export function measureLayout(diagram: HTMLElement): Layout {
  const unit = unitPx();
  const origin = diagram.getBoundingClientRect();
  const boxOf = (element: Element | null): Box => {
    const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    return {
      x: (left - origin.left) / unit,
      y: (top - origin.top) / unit,
      width: width / unit,
      height: height / unit,
    };
  };
  const cards = [...diagram.querySelectorAll<HTMLElement>("[data-replica]")];
  const waitingRoom = boxOf(diagram.querySelector("[data-part=waiting]"));
  const nginx = boxOf(diagram.querySelector("[data-part=nginx]"));
  return {
    width: origin.width / unit,
    height: origin.height / unit,
    waitingRoom,
    nginx,
    replicas: new Map(cards.map((card) => [card.dataset.replica as string, boxOf(card)])),
    isVertical: nginx.y > waitingRoom.y + waitingRoom.height / 2,
  };
}
