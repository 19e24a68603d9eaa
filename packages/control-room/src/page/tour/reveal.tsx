import { attempt } from "./progress.ts";
import type { Step } from "./steps/step.ts";

/** Holds what happened against the prediction, once it has been seen. */
export function Reveal({ step: { prediction, why } }: { step: Step }) {
  const { predicted, before, isSeen } = attempt.value;
  const choice = prediction.choices[predicted ?? -1];
  const right = prediction.choices.find(({ isRight }) => isRight);
  return (
    <div class={isSeen ? "reveal is-seen" : "reveal"}>
      {/* always there, because screen readers announce only changes of a status that was there before */}
      <div role="status">
        {before && !isSeen && <p>Watching …</p>}
        {isSeen && (
          <>
            <p class={choice?.isRight ? "comparison is-right" : "comparison"}>
              {choice?.isRight
                ? "✓ Seen, as you predicted."
                : `✗ Seen, and it is not what you predicted: ${right?.text}`}
            </p>
            <p>{choice?.reason}</p>
          </>
        )}
      </div>
      {isSeen && <p>{why}</p>}
    </div>
  );
}
