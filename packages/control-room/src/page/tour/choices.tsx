import type { Question } from "./question.ts";

interface ChoicesProps {
  readonly question: Question;
  /** The index of the chosen choice; undefined or null if there is none yet. */
  readonly chosen: number | null | undefined;
  readonly choose: (choice: number) => void;
}

/** A question's choices as radio buttons. */
export function Choices({ question, chosen, choose }: ChoicesProps) {
  return (
    <>
      <legend>{question.text}</legend>
      {question.choices.map(({ text }, i) => (
        <label key={text}>
          <input type="radio" name={question.text} checked={chosen === i} onChange={() => choose(i)} /> {text}
        </label>
      ))}
    </>
  );
}
