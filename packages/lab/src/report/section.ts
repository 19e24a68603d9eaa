import type { Arm, Experiment } from "../engine/experiment.ts";
import type { ArmVerdict, ExperimentVerdict } from "../engine/verdict.ts";
import type { ExperimentHistory } from "../history/file.ts";
import { SCENARIOS } from "../scenarios.ts";
import { figures } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import { marked, plural, readable, stamp, verdictOfArm } from "./words.ts";

/** One experiment: what was claimed and done, what was predicted and seen, its figures, and what it means. */
export function section(
  experiment: Experiment,
  verdict: ExperimentVerdict,
  history: ExperimentHistory | undefined,
): Markup {
  const { name, claim, method, meaning, arms } = experiment;
  return html`
  <section class="experiment" id="${name}" aria-labelledby="${name}-claim">
    <header>
      <p>${stamp(verdict.verdict)} <code>${name}</code></p>
      <h2 id="${name}-claim">${claim}</h2>
      ${verdict.why ? html`<p class="why">${verdict.why}</p>` : null}
    </header>
    <div class="telling">
      <h3>What was done</h3>
      <p>${method}</p>
      <h3>What it means</h3>
      <p class="meaning">${meaning}</p>
      <p class="again">Again: <code>scripts/lab prove ${name}</code></p>
    </div>
    <div class="showing">
      ${predictions(arms, verdict.arms)}
      ${history ? figures(experiment, history, verdict) : null}
      ${numbers(verdict.arms)}
    </div>
  </section>`;
}

function predictions(arms: readonly Arm[], findings: readonly ArmVerdict[]): Markup {
  return html`<table class="bars predictions" role="table">
        <caption class="unseen">Prediction and observation in each scenario</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">Scenario</th>
          <th role="columnheader" scope="col">Predicted</th>
          <th role="columnheader" scope="col">Observed</th>
        </tr></thead>
        <tbody role="rowgroup">${arms.map((arm) => {
          const finding = findings.find((known) => known.arm === arm.name);
          return html`
        <tr role="row">
          <th role="rowheader" scope="row"><code>${arm.name}</code> <small>${deployment(arm)}</small></th>
          <td role="cell" data-label="Predicted">${arm.predicts.says}</td>
          <td role="cell" data-label="Observed">${observation(finding)}</td>
        </tr>`;
        })}
        </tbody>
      </table>`;
}

/** The deployment of an arm, in words. */
function deployment({ role, scenario, balancing, replicas, settings = {} }: Arm): string {
  const { state, balancing: usual } = SCENARIOS[scenario];
  const facts = [
    state,
    balancing ?? usual,
    plural(replicas, "replica"),
    ...Object.entries(settings).map(setting),
  ];
  return `${role === "control" ? "control: " : ""}${facts.join(", ")}`;
}

const setting = ([name, value]: [string, unknown]) =>
  `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${value}`;

function observation(finding: ArmVerdict | undefined): Markup {
  if (!finding) return html`<span class="nothing">not measured in this run</span>`;
  return marked(finding.unsteady ?? finding.observed, verdictOfArm(finding));
}

/** All numbers, with a column for each arm. */
function numbers(arms: readonly ArmVerdict[]): Markup | null {
  const names = [...new Set(arms.flatMap((arm) => Object.keys(arm.numbers)))];
  if (names.length === 0) return null;
  return html`<details>
        <summary>All numbers</summary>
        <div class="scrolls" tabindex="0" role="group" aria-label="All numbers, scrolls sideways">
        <table class="numbers">
          <thead><tr><td></td>${arms.map(({ arm }) => html`<th scope="col">${arm}</th>`)}</tr></thead>
          <tbody>${names.map(
            (name) => html`
          <tr><th scope="row">${name}</th>${arms.map((arm) => {
            const value = arm.numbers[name];
            return html`<td>${value === undefined ? "" : readable(value)}</td>`;
          })}</tr>`,
          )}
          </tbody>
        </table>
        </div>
      </details>`;
}
