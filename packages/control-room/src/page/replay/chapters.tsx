import { markAt } from "../playback/marks.ts";
import { marks, position, seek } from "../playback/recorded-playback.ts";
import { timeText } from "./time-text.ts";

/** Buttons that skip to a chapter, and what to see in the present one. */
export function Chapters() {
  const current = markAt(marks.value, position.value);
  return (
    <nav class="chapters" aria-label="Chapters">
      <ol>
        {marks.value.map((mark) => (
          <li key={mark.at}>
            <button
              type="button"
              class="plain"
              aria-current={mark === current ? "step" : undefined}
              onClick={() => seek(mark.at / 1000)}
            >
              {timeText(mark.at / 1000)} {mark.title}
            </button>
          </li>
        ))}
      </ol>
      <p aria-live="polite">{current?.text}</p>
    </nav>
  );
}
