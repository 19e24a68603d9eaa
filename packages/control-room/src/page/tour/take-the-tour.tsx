import { useEffect, useRef } from "preact/hooks";
import { goTo, position } from "./progress.ts";

/** The button that begins the tour. It gets the keyboard focus when the user leaves the tour. */
export function TakeTheTour() {
  const button = useRef<HTMLButtonElement>(null);
  const wasInTour = useRef(false);
  const isInTour = position.value !== null;
  useEffect(() => {
    if (wasInTour.current) button.current?.focus();
    wasInTour.current = isInTour;
  }, [isInTour]);
  if (isInTour) return null;
  return (
    <button ref={button} type="button" onClick={() => goTo(0)}>
      Take the tour
    </button>
  );
}
