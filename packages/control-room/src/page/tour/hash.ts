import { effect } from "@preact/signals";
import { goTo, position } from "./progress.ts";
import { STEPS } from "./steps/index.ts";

/** The position in a URL's hash, which counts from 1: "#tour=4" is the fourth step. Null outside of the tour. */
export function positionIn(hash: string): number | null {
  const number = Number(parametersOf(hash).get("tour"));
  return Number.isInteger(number) && number >= 1 && number <= STEPS.length + 1 ? number - 1 : null;
}

/** The hash with another position; its other parameters stay. Empty if there are none. */
export function hashWith(position: number | null, hash: string): string {
  const parameters = parametersOf(hash);
  if (position === null) parameters.delete("tour");
  else parameters.set("tour", `${position + 1}`);
  return parameters.size === 0 ? "" : `#${parameters}`;
}

const parametersOf = (hash: string) => new URLSearchParams(hash.slice(1));

/** Keeps the position in the address bar, so that it survives a reload, can be linked to, and the browser's Back works. */
export function followHash(): void {
  const read = () => {
    const wanted = positionIn(location.hash);
    if (wanted !== position.value) goTo(wanted);
  };
  read();
  addEventListener("hashchange", read);
  effect(() => {
    const hash = hashWith(position.value, location.hash);
    // assigning an empty hash would scroll to the top
    if (positionIn(location.hash) !== position.value)
      history.pushState(null, "", hash || location.pathname + location.search);
  });
}
