import { Choices } from "./choices.tsx";
import { attempt, predict } from "./progress.ts";
import type { Question } from "./question.ts";

/** The question to answer before the first button is pressed. After that the choice stands. */
export function Prediction({ question }: { question: Question }) {
  const { predicted, before } = attempt.value;
  const choice = question.choices[predicted ?? -1];
  if (before)
    return (
      <p>
        You predicted: <b>{choice?.text}</b>
      </p>
    );
  return (
    <fieldset class="question">
      <Choices question={question} chosen={predicted} choose={predict} />
    </fieldset>
  );
}
