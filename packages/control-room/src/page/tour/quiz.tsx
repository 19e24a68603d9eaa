import { useSignal } from "@preact/signals";
import { type Chosen, QUESTIONS, type Question, score } from "./questions.ts";

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
            index={i}
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
  readonly index: number;
  /** The index of the chosen choice. */
  readonly chosen: number | undefined;
  readonly choose: (choice: number) => void;
}

function QuestionFields({ question, index, chosen, choose }: QuestionFieldsProps) {
  const choice = question.choices[chosen ?? -1];
  return (
    <fieldset class="question">
      <legend>{question.text}</legend>
      {question.choices.map(({ text }, i) => (
        <label key={text}>
          <input type="radio" name={`question-${index}`} checked={chosen === i} onChange={() => choose(i)} />{" "}
          {text}
        </label>
      ))}
      <p class={choice?.isRight ? "reason is-right" : "reason"} role="status">
        {choice && `${choice.isRight ? "✓" : "✗"} ${choice.reason}`}
      </p>
    </fieldset>
  );
}
