import { useSignal } from "@preact/signals";
import { Choices } from "./choices.tsx";
import type { Question } from "./question.ts";
import { type Chosen, QUESTIONS, score } from "./questions.ts";

/** Four questions. Each choice shows its reason. */
export function Quiz() {
  const chosen = useSignal<Chosen>({});
  const { answered, right } = score(chosen.value);
  const isComplete = answered === QUESTIONS.length;
  return (
    <>
      <div class="quiz">
        {QUESTIONS.map((question, i) => (
          <QuestionFields
            key={question.text}
            question={question}
            chosen={chosen.value[i]}
            choose={(choice) => {
              chosen.value = { ...chosen.value, [i]: choice };
            }}
          />
        ))}
      </div>
      <p class="score" role="status">
        {isComplete && `${right} of ${QUESTIONS.length} are right.`}
        {isComplete && right === QUESTIONS.length && " Now break it your own way."}
      </p>
    </>
  );
}

interface QuestionFieldsProps {
  readonly question: Question;
  /** The index of the chosen choice. */
  readonly chosen: number | undefined;
  readonly choose: (choice: number) => void;
}

function QuestionFields({ question, chosen, choose }: QuestionFieldsProps) {
  const choice = question.choices[chosen ?? -1];
  return (
    <fieldset class="question">
      <Choices question={question} chosen={chosen} choose={choose} />
      <p class={choice?.isRight ? "reason is-right" : "reason"} role="status">
        {choice && `${choice.isRight ? "✓" : "✗"} ${choice.reason}`}
      </p>
    </fieldset>
  );
}
