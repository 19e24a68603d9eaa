import { ActionButton } from "../controls/action-button.tsx";
import { refusal } from "../controls/dispatch.ts";
import type { BothSides } from "./compare-sides.ts";
import { bothSides, markPressed, pressed } from "./progress.ts";
import type { Step, TourButton } from "./steps.ts";

/** What to press in a step, what to expect, and why it happens. */
export function StepCard({ step }: { step: Step }) {
  const now = bothSides.value;
  if (!now)
    return (
      <p>
        The tour compares state in memory with state in Redis. Start the control room with both:{" "}
        <code>scripts/lab open sticky-cookie redis</code>
      </p>
    );
  return (
    <div class="step">
      <div>
        <h3>Press</h3>
        <ol class="step-buttons">
          {step.buttons.map((button, i) => (
            <StepButton key={button.label} button={button} index={i} now={now} />
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

const TARGETS = {
  memory: { targets: [0], text: "state in memory" },
  redis: { targets: [1], text: "state in Redis" },
  both: { targets: [0, 1], text: "both sides" },
} as const;

interface StepButtonProps {
  readonly button: TourButton;
  readonly index: number;
  readonly now: BothSides;
}

/** It is enabled while another action is going on, because the server applies actions one after the other. */
function StepButton({ button: { label, action, on }, index, now }: StepButtonProps) {
  const { targets, text } = TARGETS[on];
  return (
    <li>
      <ActionButton action={action(now)} targets={targets} onPress={() => markPressed(index)}>
        {label}
      </ActionButton>
      <span class="where">
        {text}
        {pressed.value.has(index) && " ✓"}
      </span>
    </li>
  );
}
