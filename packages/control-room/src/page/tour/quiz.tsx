import { useSignal } from "@preact/signals";
import { QUESTIONS, type Question } from "./questions.ts";

/** Four questions; each answer that is chosen tells its reason. */
export function Quiz() {
  const chosen = useSignal<Readonly<Record<number, number>>>({});
  const count = Object.keys(chosen.value).length;
  const right = QUESTIONS.filter((question, i) => question.answers[chosen.value[i] ?? -1]?.isRight).length;
  return (
    <>
      <div class="quiz">
        {QUESTIONS.map((question, i) => (
          <Ask
            key={question.ask}
            question={question}
            number={i}
            chosen={chosen.value[i]}
            choose={(answer) => {
              chosen.value = { ...chosen.value, [i]: answer };
            }}
          />
        ))}
      </div>
      <p class="score" role="status">
        {count === QUESTIONS.length && `${right} of ${QUESTIONS.length} are right.`}
        {count === QUESTIONS.length && right === QUESTIONS.length && " Now break it your own way."}
      </p>
    </>
  );
}

interface AskProps {
  readonly question: Question;
  readonly number: number;
  readonly chosen: number | undefined;
  readonly choose: (answer: number) => void;
}

function Ask({ question, number, chosen, choose }: AskProps) {
  const answer = question.answers[chosen ?? -1];
  return (
    <fieldset class="question">
      <legend>{question.ask}</legend>
      {question.answers.map(({ words }, i) => (
        <label key={words}>
          <input type="radio" name={`question-${number}`} checked={chosen === i} onChange={() => choose(i)} />{" "}
          {words}
        </label>
      ))}
      <p class={answer?.isRight ? "reason is-right" : "reason"} role="status">
        {answer && `${answer.isRight ? "✓" : "✗"} ${answer.reason}`}
      </p>
    </fieldset>
  );
}
