import { runtime } from "./live/live-state.ts";
import { PresentButton } from "./presenter/present-button.tsx";
import { TakeTheTour } from "./tour/take-the-tour.tsx";

/** The name of the page, and the ways to the tour and to presenter mode. */
export const Masthead = () => (
  <header class="masthead">
    <p class="brand">
      <svg class="logo" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
        <path d="M0 20H40M20 0V40" />
        <ellipse cx="20" cy="20" rx="14" ry="8.5" transform="rotate(-45 20 20)" />
      </svg>
      <span>Sticky or shared</span>
    </p>
    <h1>Control room</h1>
    {runtime.value && <p class="label">every dot is a real request · {runtime}</p>}
    <PresentButton />
    <TakeTheTour />
  </header>
);
