import { useEffect, useRef } from "preact/hooks";
import { BlowButton } from "../desk/blow-button.tsx";
import { refusal } from "../desk/deal.ts";
import { Evidence } from "./evidence.tsx";
import { goTo, pair, position, press, pressed } from "./progress.ts";
import { Quiz } from "./quiz.tsx";
import { type Pair, type Press, STEPS, type Step } from "./steps.ts";

/** The guided tour: six steps on the real scenarios, then four questions. */
export function Tour() {
  const place = position.value ?? 0;
  const heading = useRef<HTMLHeadingElement>(null);
  // whoever cannot see must be told that another step is here
  useEffect(() => heading.current?.focus(), [place]);
  const step = STEPS[place];
  return (
    <section class="tour" aria-labelledby="tour">
      <header class="tour-head">
        <Punches place={place} />
        <h2 id="tour" tabIndex={-1} ref={heading}>
          {step ? step.title : "Four questions"}
        </h2>
      </header>
      {step ? <StepCard step={step} /> : <Quiz />}
      <footer class="tour-foot">
        {step && <Evidence step={step} />}
        <nav class="tour-ways" aria-label="Tour">
          {place > 0 && (
            <button type="button" class="plain" onClick={() => goTo(place - 1)}>
              Back
            </button>
          )}
          {step && (
            <button type="button" onClick={() => goTo(place + 1)}>
              {place < STEPS.length - 1 ? "Next" : "To the questions"}
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

function StepCard({ step }: { step: Step }) {
  const now = pair.value;
  if (!now)
    return (
      <p>
        The tour compares state in memory with state in Redis. Bring up both:{" "}
        <code>scripts/lab open sticky-cookie redis</code>
      </p>
    );
  return (
    <div class="step">
      <div>
        <h3>Press</h3>
        <ol class="presses">
          {step.presses.map((one, i) => (
            <PressButton key={one.words} press={one} place={i} now={now} />
          ))}
        </ol>
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      </div>
      <div>
        <h3>Expect</h3>
        <p>{step.expect}</p>
      </div>
      <div>
        <h3>Why</h3>
        <p>{step.why}</p>
      </div>
    </div>
  );
}

const AIMS = {
  memory: { places: [0], where: "state in memory" },
  redis: { places: [1], where: "state in Redis" },
  both: { places: [0, 1], where: "both sides" },
} as const;

/** Not disabled while something is being done: the server deals blow after blow. */
function PressButton({ press: { words, blow, on }, place, now }: { press: Press; place: number; now: Pair }) {
  const { places, where } = AIMS[on];
  return (
    <li>
      <BlowButton blow={blow(now)} places={places} onPress={() => press(place)}>
        {words}
      </BlowButton>
      <span class="where">
        {where}
        {pressed.value.has(place) && " ✓"}
      </span>
    </li>
  );
}

/** The steps as a row of a punch card: the present one is punched. */
function Punches({ place }: { place: number }) {
  const last = STEPS.length;
  const words = place < last ? `Step ${place + 1} of ${last}` : "The end";
  return (
    <p class="punches">
      <span>{words}</span>
      <svg viewBox={`0 0 ${last * 12 + 10} 12`} aria-hidden="true">
        {Array.from({ length: last + 1 }, (_, i) => (
          <rect
            key={i}
            class={i <= place ? "punched" : "unpunched"}
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
