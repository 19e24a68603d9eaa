import { useEffect, useRef } from "preact/hooks";
import { Evidence } from "./evidence.tsx";
import { goTo, position } from "./progress.ts";
import { Quiz } from "./quiz.tsx";
import { StepCard } from "./step-card.tsx";
import { STEPS } from "./steps.ts";

/** The guided tour: six steps on the real scenarios, then four questions. */
export function Tour() {
  const index = position.value ?? 0;
  const heading = useRef<HTMLHeadingElement>(null);
  // so that screen readers read the heading of the new step
  useEffect(() => heading.current?.focus(), [index]);
  const step = STEPS[index];
  return (
    <section class="tour" aria-labelledby="tour">
      <header class="tour-head">
        <StepIndicator index={index} />
        <h2 id="tour" tabIndex={-1} ref={heading}>
          {step ? step.title : "Four questions"}
        </h2>
      </header>
      {step ? <StepCard step={step} /> : <Quiz />}
      <footer class="tour-foot">
        {step && <Evidence step={step} />}
        <nav class="tour-ways" aria-label="Tour">
          {index > 0 && (
            <button type="button" class="plain" onClick={() => goTo(index - 1)}>
              Back
            </button>
          )}
          {step && (
            <button type="button" onClick={() => goTo(index + 1)}>
              {index < STEPS.length - 1 ? "Next" : "To the questions"}
            </button>
          )}
          <button type="button" class="plain" onClick={() => goTo(null)}>
            Leave the tour
          </button>
        </nav>
      </footer>
    </section>
  );
}

/** The steps as a row of a punched card: holes up to the present one. */
function StepIndicator({ index }: { index: number }) {
  const last = STEPS.length;
  return (
    <p class="progress">
      <span>{index < last ? `Step ${index + 1} of ${last}` : "The end"}</span>
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
    </p>
  );
}
