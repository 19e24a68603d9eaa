import type { ComparisonRow, Experiment } from "../engine/experiment.ts";
import type { ExperimentVerdict } from "../engine/verdict.ts";
import { html, type Markup, withNumbers } from "./markup.ts";
import { groupIdentical } from "./words.ts";

type Side = "sticky" | "shared";

const SIDES: Readonly<Record<Side, string>> = { sticky: "Sticky", shared: "Shared" };

/**
 * Common knowledge about sticky and shared sessions. Experiments say which of their arms belong to a row. The rows in which the two
 * differ most come first; where nothing fails, they do not.
 */
const ROWS: Readonly<Record<ComparisonRow, Readonly<Record<"about" | Side, string>>>> = {
  "server-dies": {
    about: "If a server dies",
    sticky: "Its customers lose login and cart.",
    shared: "The others carry on for everybody.",
  },
  deploys: {
    about: "Deploys",
    sticky: "Each replica that is replaced logs its customers out.",
    shared: "Nobody notices.",
  },
  scaling: {
    about: "Scaling up or down",
    sticky: "A new replica waits for new customers; a removed one takes its own with it.",
    shared: "A new replica works at once; a removed one is not missed.",
  },
  load: {
    about: "Load spreading",
    sticky: "By customer: a heavy one weighs on one replica, an office may share one.",
    shared: "By request: even, whoever clicks.",
  },
  "who-can-serve": {
    about: "Which server can serve you",
    sticky: "Yours alone. Any other takes you for a stranger.",
    shared: "Any of them, however they are picked.",
  },
  "weak-point": {
    about: "Weak point",
    sticky: "Every replica, for the customers pinned to it.",
    shared: "The store: all depend on it, and on how carts are kept in it.",
  },
  cost: {
    about: "Cost",
    sticky: "Nothing more to run; enough for a small shop that never changes.",
    shared: "One more service, and a look-up a request.",
  },
  "where-state-lives": {
    about: "Where the session lives",
    sticky: "In the memory of one replica.",
    shared: "In a store beside the replicas.",
  },
};

/** The usual table of sticky and shared sessions, with the measurements of this run in each cell. */
export function comparison(
  experiments: readonly Experiment[],
  verdicts: readonly ExperimentVerdict[],
): Markup {
  const cell = (row: ComparisonRow, side: Side) => html`
      <td role="cell" data-side="${SIDES[side]}">
        <p class="says">${ROWS[row][side]}</p>
        <ul class="evidence">${experiments.map((experiment) => {
          const arms = experiment.evidence.find((evidence) => evidence.row === row)?.[side];
          return arms ? observations(experiment, verdicts, arms) : null;
        })}</ul>
      </td>`;
  return html`
  <table class="bars comparison" role="table">
    <caption class="unseen">Sticky sessions against shared sessions, with the numbers of this run</caption>
    <thead role="rowgroup"><tr role="row">
      <td role="cell"></td>
      <th role="columnheader" scope="col">Sticky <small>state in the replica, customers pinned to it</small></th>
      <th role="columnheader" scope="col">Shared <small>state in Redis, any replica serves anybody</small></th>
    </tr></thead>
    <tbody role="rowgroup">${(Object.keys(ROWS) as ComparisonRow[]).map(
      (row) => html`
    <tr role="row">
      <th role="rowheader" scope="row">${ROWS[row].about}</th>${cell(row, "sticky")}${cell(row, "shared")}
    </tr>`,
    )}
    </tbody>
  </table>`;
}

/** An item for each different observation in these arms, or one that says that nothing was measured. */
function observations(
  { name }: Experiment,
  verdicts: readonly ExperimentVerdict[],
  wanted: readonly string[],
): Markup {
  const verdict = verdicts.find(({ experiment }) => experiment === name);
  if (!verdict || verdict.verdict === "inconclusive")
    return html`<li class="unmeasured"><code>${name}</code> not measured in this run</li>`;
  // predictions do not show here, so a different one must not separate arms in which the same was seen
  const arms = verdict.arms
    .filter(({ arm }) => wanted.includes(arm))
    .map((arm) => ({ ...arm, predicted: "" }));
  return html`${groupIdentical(arms).map(
    ({ names, observed, outcome }) => html`<li>
      <span class="seen">${withNumbers(observed)}</span>${outcome === "deviated" && html` <span class="stamp is-deviated">✗ not as predicted</span>`}
      <a class="source" href="#${name}"><code>${name}</code> ${names.join(", ")}</a>
    </li>`,
  )}`;
}
