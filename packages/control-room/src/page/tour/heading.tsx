import { useEffect } from "preact/hooks";
import { position } from "./progress.ts";
import { STEPS } from "./steps/index.ts";

const ID = "tour";

/** Moves the keyboard focus to the tour's heading. */
export const focusHeading = (): void => document.getElementById(ID)?.focus();

/** The heading of the present step. It gets the keyboard focus with each step, so that screen readers read it. */
export function Heading() {
  const index = position.value ?? 0;
  useEffect(focusHeading, [index]);
  return (
    <header class="tour-head">
      <h2 id={ID} tabIndex={-1}>
        <span class="progress">
          {index < STEPS.length ? `Step ${index + 1} of ${STEPS.length}` : "The end"}
          <PunchedCard index={index} />
        </span>{" "}
        {STEPS[index]?.title ?? "Four questions"}
      </h2>
    </header>
  );
}

/** The steps as a row of a punched card: holes up to the present one. */
function PunchedCard({ index }: { index: number }) {
  const last = STEPS.length;
  return (
    <svg viewBox={`0 0 ${last * 12 + 10} 12`} aria-hidden="true">
      {Array.from({ length: last + 1 }, (_, i) => (
        <rect
          key={i}
          class={i <= index ? "punched" : "unpunched"}
          x={i * 12 + 1}
          y="1"
          width="6"
          height="10"
        />
      ))}
    </svg>
  );
}
