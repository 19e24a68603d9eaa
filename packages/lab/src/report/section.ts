import type { Arm, Experiment } from "../engine/experiment.ts";
import type { ArmVerdict, ExperimentVerdict } from "../engine/verdict.ts";
import type { ExperimentHistory } from "../history/file.ts";
import { SCENARIOS } from "../scenarios.ts";
import { figures } from "./figures.ts";
import { html, Markup } from "./markup.ts";
import { groupIdentical, marked, plural, readable, stamp, verdictOfArm } from "./words.ts";

/** An experiment, and how it went; verdict and history are undefined if it was not run. */
export interface Run {
  readonly experiment: Experiment;
  readonly verdict: ExperimentVerdict | undefined;
  readonly history: ExperimentHistory | undefined;
}

interface Shown {
  /** It begins unfolded. */
  readonly isOpen: boolean;
  /** Its first figure is the picture under the headline. */
  readonly isPictured: boolean;
}

/**
 * One experiment, folded to its claim and what was seen. Unfolded it shows what was done, what was predicted and seen, its figures,
 * and what it means. Browsers unfold it for a link to what is in it: \`#name\`.
 */
export function section({ experiment, verdict, history }: Run, { isOpen, isPictured }: Shown): Markup {
  const { name, claim, method, meaning, arms } = experiment;
  if (!verdict)
    return html`
    <div class="experiment">${stamp("not-run")} <code>${name}</code>
      <h3>${claim}</h3>
      <p class="nothing">not measured in this run</p>
    </div>`;
  return html`
    <details class="experiment"${new Markup(isOpen ? " open" : "")}>
      <summary>
        ${stamp(verdict.verdict)} <code>${name}</code>
        <h3>${claim}</h3>
        ${verdict.why && html`<p class="why">${verdict.why}</p>`}
        <ul class="brief">${groupIdentical(verdict.arms).map(
          ({ names, observed, outcome }) =>
            html`<li><code>${names.join(", ")}</code> ${marked(observed, outcome)}</li>`,
        )}</ul>
      </summary>
      <div class="unfolded" id="${name}">
        <div class="telling">
          <div><h4>What was done</h4><p>${method}</p></div>
          <div><h4>What it means</h4><p class="meaning">${meaning}</p></div>
        </div>
        ${predictions(arms, verdict.arms)}
        ${isPictured && html`<p><a href="#picture">Who was served by whom</a> is shown at the top.</p>`}
        ${history ? figures(isPictured ? withoutServed(experiment) : experiment, history, verdict) : null}
        ${numbers(verdict.arms)}
        <p class="again">Again: <code>scripts/lab prove ${name}</code></p>
      </div>
    </details>`;
}

const withoutServed = (experiment: Experiment): Experiment => ({
  ...experiment,
  figures: experiment.figures.filter(({ plot }) => plot !== "served"),
});

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
