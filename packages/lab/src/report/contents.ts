import type { Experiment } from "../engine/experiment.ts";
import type { ExperimentVerdict } from "../engine/verdict.ts";
import { html, type Markup } from "./markup.ts";
import { mark } from "./words.ts";

/** The table of contents: it stays in view beside the claims on a wide screen, and is folded above them on a narrow one. */
export function contents(experiments: readonly Experiment[], verdicts: readonly ExperimentVerdict[]): Markup {
  const run = verdicts.filter((verdict) => experiments.some(({ name }) => name === verdict.experiment));
  return html`
<nav class="contents" aria-label="Contents">
  <ul>
    ${experiments.some(({ evidence }) => evidence.length > 0) && html`<li><a href="#comparison">Sticky against shared</a></li>`}
    <li><a href="#claims">Every claim</a>
      <ul>${run.map(
        ({ experiment, verdict }) =>
          html`<li><a href="#${experiment}">${mark(verdict)} ${experiment}</a></li>`,
      )}</ul>
    </li>
  </ul>
</nav>`;
}
