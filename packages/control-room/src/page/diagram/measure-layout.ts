import type { Box, Layout } from "./layout.ts";

/** Reads the layout from the diagram's elements: [data-part=waiting], [data-part=nginx] and one [data-replica] for each replica. */
export function measureLayout(diagram: HTMLElement): Layout {
  const origin = diagram.getBoundingClientRect();
  const boxOf = (element: Element | null): Box => {
    const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    return { x: left - origin.left, y: top - origin.top, width, height };
  };
  const cards = [...diagram.querySelectorAll<HTMLElement>("[data-replica]")];
  const waitingRoom = boxOf(diagram.querySelector("[data-part=waiting]"));
  const nginx = boxOf(diagram.querySelector("[data-part=nginx]"));
  return {
    width: origin.width,
    height: origin.height,
    waitingRoom,
    nginx,
    replicas: new Map(cards.map((card) => [card.dataset.replica as string, boxOf(card)])),
    isVertical: nginx.y > waitingRoom.y + waitingRoom.height / 2,
  };
}
