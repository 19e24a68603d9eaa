import { goTo } from "./progress.ts";
import { Quiz } from "./quiz.tsx";

/** What is left after the last step: the questions, the report, and the way back to the start. */
export const End = () => (
  <>
    <Quiz />
    <p>
      <a href="/report.html" target="_blank" rel="noopener">
        The report
      </a>{" "}
      has all of this measured, and more, on both sides. <code>scripts/lab demo</code> makes one of your own.
    </p>
    <p>
      <button type="button" class="plain" onClick={() => goTo(0)}>
        Restart the tour
      </button>
    </p>
  </>
);
