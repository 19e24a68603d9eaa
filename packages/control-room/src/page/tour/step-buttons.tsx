import { ActionButton } from "../controls/action-button.tsx";
import { formatFigure } from "../side/format-figure.ts";
import type { BothSides } from "./both-sides.ts";
import { attempt, markPressed, targetsOf } from "./progress.ts";
import { isCalm } from "./steps/observe.ts";
import type { Step, TourButton } from "./steps/step.ts";

interface StepButtonsProps {
  readonly step: Step;
  readonly now: BothSides;
  /** Whether both sides are where the step starts. */
  readonly isPrepared: boolean;
}

/** What to press in a step. */
export function StepButtons({ step, now, isPrepared }: StepButtonsProps) {
  const wait = whyWait(step, now, isPrepared);
  return (
    <div>
      <p class="where">{WHERE[step.on]}</p>
      <div class="step-buttons">
        {step.buttons.map((button, i) => (
          <StepButton
            key={button.label}
            button={button}
            targets={targetsOf(step.on)}
            before={attempt.value.before ?? now}
            whyIdle={wait ?? button.whyIdle?.(now) ?? null}
            isPressed={attempt.value.pressed.has(i)}
            press={() => markPressed(i)}
          />
        ))}
      </div>
    </div>
  );
}

/** Why the step cannot begin yet; null if it can, or has begun. */
function whyWait({ start }: Step, now: BothSides, isPrepared: boolean): string | null {
  const { before, predicted } = attempt.value;
  if (before) return null;
  if (predicted === null) return "Choose your prediction first";
  if (!isPrepared) return "Prepare this step first";
  // otherwise customers who were signed out before the step would count as its doing
  if (start.balancing === "round-robin" || isCalm(now)) return null;
  return `Wait until customers have signed in again: ${formatFigure(now.memory.statistics.strangers)} strangers`;
}

interface StepButtonProps {
  readonly button: TourButton;
  readonly targets: readonly number[];
  readonly before: BothSides;
  readonly whyIdle: string | null;
  /** A button that was pressed is idle until the step is started over, so that the figures have one cause. */
  readonly isPressed: boolean;
  readonly press: () => void;
}

function StepButton({
  button: { label, action },
  before,
  whyIdle,
  isPressed,
  press,
  targets,
}: StepButtonProps) {
  return (
    <ActionButton
      action={action(before)}
      targets={targets}
      limit={isPressed ? "done" : whyIdle}
      onPress={press}
    >
      {label}
    </ActionButton>
  );
}

const WHERE = {
  memory: "On the side with state in memory:",
  redis: "On the side with state in Redis:",
  both: "On both sides:",
} as const;
