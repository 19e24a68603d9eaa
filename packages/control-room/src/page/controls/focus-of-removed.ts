import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Moves the keyboard focus of a button that is removed to the one in its place: to Start when Stop is gone, to the last replica when
 * its replica has left.
 */
export function useFocusOfRemoved(): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => () => passFocusOn(button.current), []);
  return button;
}

function passFocusOn(removed: HTMLButtonElement | null): void {
  if (removed === null || removed !== document.activeElement) return;
  const places = ancestorsOf(removed).map((ancestor) => ({
    ancestor,
    place: buttonsIn(ancestor).indexOf(removed),
  }));
  // once all that goes with the button is gone, too
  queueMicrotask(() => {
    const { ancestor, place } =
      places.find(({ ancestor }) => ancestor.isConnected && hasOthers(ancestor)) ?? {};
    if (ancestor === undefined || place === undefined) return;
    const buttons = buttonsIn(ancestor);
    buttons[Math.min(place, buttons.length - 1)]?.focus();
  });
}

const buttonsIn = (element: Element) => [...element.querySelectorAll("button")];
const hasOthers = (element: Element) => element.querySelector("button") !== null;

function ancestorsOf(element: Element): Element[] {
  const parent = element.parentElement;
  return parent ? [parent, ...ancestorsOf(parent)] : [];
}
