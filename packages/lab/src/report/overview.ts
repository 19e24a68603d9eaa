import type { Experiment } from "../engine/experiment.ts";
import type { ExperimentVerdict } from "../engine/verdict.ts";
import { html, type Markup } from "./markup.ts";
import { groupIdentical, marked, stamp } from "./words.ts";

/** All experiments: claim and verdict, and of each arm the prediction beside the observation. */
export function overview(experiments: readonly Experiment[], verdicts: readonly ExperimentVerdict[]): Markup {
  return html`
  <table class="overview" role="table">
    <caption class="unseen">Every experiment: claim, verdict, prediction and observation</caption>
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">Claim</th>
      <th role="columnheader" scope="col">Scenario</th>
      <th role="columnheader" scope="col">Predicted</th>
      <th role="columnheader" scope="col">Observed</th>
    </tr></thead>${experiments.map((experiment) =>
      group(
        experiment,
        verdicts.find((verdict) => verdict.experiment === experiment.name),
      ),
    )}
  </table>`;
}

function group({ name, claim }: Experiment, verdict: ExperimentVerdict | undefined): Markup {
  const arms = groupIdentical(verdict?.arms ?? []);
  const head = html`<th class="claim" role="rowheader" scope="rowgroup" rowspan="${Math.max(1, arms.length)}">
        ${stamp(verdict?.verdict ?? "not-run")} <code>${name}</code>
        ${verdict ? html`<a href="#${name}">${claim}</a>` : html`<span class="title">${claim}</span>`}
        ${verdict?.why ? html`<span class="why">${verdict.why}</span>` : null}
      </th>`;
  if (arms.length === 0) {
    return html`
    <tbody role="rowgroup"><tr role="row">${head}
      <td class="nothing" role="cell" colspan="3">not measured in this run</td></tr></tbody>`;
  }
  const rows = arms.map(
    ({ names, predicted, observed, outcome }, i) => html`
    <tr role="row">${i === 0 && head}
      <td role="cell" data-label="Scenario"><code>${names.join(", ")}</code></td>
      <td role="cell" data-label="Predicted">${predicted}</td>
      <td role="cell" data-label="Observed">${marked(observed, outcome)}</td>
    </tr>`,
  );
  return html`
    <tbody role="rowgroup">${rows}</tbody>`;
}
