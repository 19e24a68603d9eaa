import { Brand } from "./brand.tsx";
import { runtime } from "./live/live-state.ts";
import { PresentButton } from "./presenter/present-button.tsx";
import { TakeTheTour } from "./tour/take-the-tour.tsx";

/** The name of the page, and the ways to the tour and to presenter mode. */
export const Masthead = () => (
  <header class="masthead">
    <Brand />
    <h1>Control room</h1>
    {runtime.value && <p class="label">every dot is a real request · {runtime}</p>}
    <PresentButton />
    <TakeTheTour />
  </header>
);
