import { useEffect } from "preact/hooks";
import { End } from "./end.tsx";
import { focusHeading, Heading } from "./heading.tsx";
import { prepare } from "./prepare.tsx";
import { attempt, bothSides, forget, goTo, position } from "./progress.ts";
import { StepCard } from "./step-card.tsx";
import { STEPS } from "./steps/index.ts";
import type { Step } from "./steps/step.ts";

/** The guided tour: six steps on the real scenarios, then four questions. */
export function Tour() {
  useEffect(() => {
    addEventListener("keydown", leaveOnEscape);
    return () => removeEventListener("keydown", leaveOnEscape);
  }, []);
  const index = position.value ?? 0;
  const step = STEPS[index];
  return (
    <section class="tour" aria-labelledby="tour">
      <Heading />
      {!bothSides.value && <NoSuchSides />}
      {bothSides.value && (step ? <StepCard key={index} step={step} now={bothSides.value} /> : <End />)}
      <Ways index={index} />
    </section>
  );
}

function leaveOnEscape({ key, defaultPrevented }: KeyboardEvent) {
  if (key === "Escape" && !defaultPrevented) goTo(null);
}

const NoSuchSides = () => (
  <p>
    The tour compares state in memory with state in Redis, so it needs a shop of each. End this control room
    with Ctrl-C, and run <code>scripts/lab open sticky-cookie redis</code>.
  </p>
);

/** The ways to other steps, to the start of this one, and out. */
function Ways({ index }: { index: number }) {
  const step = STEPS[index];
  const { before, isSeen } = attempt.value;
  return (
    <nav class="tour-ways" aria-label="Tour">
      {step && (
        <button type="button" class={isSeen ? "" : "plain"} onClick={() => goTo(index + 1)}>
          {index < STEPS.length - 1 ? "Next" : "To the questions"}
        </button>
      )}
      {index > 0 && (
        <button type="button" class="plain" onClick={() => goTo(index - 1)}>
          Back
        </button>
      )}
      {step && before && (
        <button type="button" class="plain" onClick={() => startOver(step)}>
          Start over
        </button>
      )}
      <button
        type="button"
        class="plain"
        aria-keyshortcuts="Escape"
        title="Escape"
        onClick={() => goTo(null)}
      >
        Leave<span class="unseen"> the tour</span>
      </button>
    </nav>
  );
}

function startOver({ start }: Step) {
  forget();
  focusHeading();
  void prepare(start);
}
