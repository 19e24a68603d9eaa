import { refusal } from "../controls/dispatch.ts";
import type { BothSides } from "./both-sides.ts";
import { Evidence } from "./evidence.tsx";
import { Prediction } from "./prediction.tsx";
import { preparations } from "./preparations.ts";
import { Prepare } from "./prepare.tsx";
import { attempt, observation } from "./progress.ts";
import { Reveal } from "./reveal.tsx";
import { StepButtons } from "./step-buttons.tsx";
import type { Step } from "./steps/step.ts";

/** A step: what to predict, what to press, and what happens. */
export function StepCard({ step, now }: { step: Step; now: BothSides }) {
  const { before } = attempt.value;
  const missing = before ? [] : preparations(step.start, now);
  return (
    <div class="step">
      <div class="step-part">
        {!before && <p class="situation">{step.situation}</p>}
        <Prediction question={step.prediction} />
        {missing.length > 0 && <Prepare start={step.start} missing={missing} />}
        <StepButtons step={step} now={now} isPrepared={missing.length === 0} />
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      </div>
      <div class="step-part">
        {observation.value && <Evidence figures={step.evidence(observation.value)} />}
        <Reveal step={step} />
      </div>
    </div>
  );
}
