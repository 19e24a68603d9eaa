import type { Arm, Experiment } from "../prove/experiment.ts";
import type { ExperimentVerdict } from "../prove/verdict.ts";
import type { ScenarioName } from "../scenarios.ts";
import { html, type Markup, withNumbers } from "./markup.ts";
import { likeArms } from "./words.ts";

type Choice = (arm: Arm) => boolean;

/** What an article would assert, and which arms of which experiment have the number for it. */
interface Cell {
  readonly says: string;
  readonly evidence: Readonly<Record<string, Choice>>;
}

interface Row {
  readonly about: string;
  readonly sticky: Cell;
  readonly shared: Cell;
}

const on =
  (...scenarios: readonly ScenarioName[]): Choice =>
  ({ scenario }) =>
    scenarios.includes(scenario);
const STICKY = on("sticky-ip", "sticky-cookie");
const SHARED = on("redis");
/** Without a control that was made bad on purpose. */
const SOUND: Choice = (arm) => SHARED(arm) && arm.role === "subject";

/** The comparison as everybody tells it. The numbers beside each assertion are the run's own. */
const ROWS: readonly Row[] = [
  {
    about: "Where the session lives",
    sticky: { says: "In the memory of one replica.", evidence: { "checkout-bug": STICKY } },
    shared: { says: "In a store beside the replicas.", evidence: { "checkout-bug": SHARED } },
  },
  {
    about: "Which server can serve you",
    sticky: {
      says: "Yours alone. Any other takes you for a stranger.",
      evidence: { "checkout-bug": on("bug") },
    },
    shared: { says: "Any of them, however they are picked.", evidence: { "balancing-free": SHARED } },
  },
  {
    about: "Load spreading",
    sticky: {
      says: "By customer: a heavy one weighs on one replica, an office may share one.",
      evidence: { "uneven-load": STICKY, "behind-nat": STICKY },
    },
    shared: {
      says: "By request: even, whoever clicks.",
      evidence: { "uneven-load": SHARED, "behind-nat": SHARED },
    },
  },
  {
    about: "If a server dies",
    sticky: {
      says: "Its customers lose login and cart.",
      evidence: { "dead-replica": STICKY, "hung-replica": STICKY },
    },
    shared: {
      says: "The others carry on for everybody.",
      evidence: { "dead-replica": SHARED, "hung-replica": SHARED },
    },
  },
  {
    about: "Scaling up or down",
    sticky: {
      says: "A new replica waits for new customers; a removed one takes its own with it.",
      evidence: { "scale-up": STICKY, "scale-down": STICKY },
    },
    shared: {
      says: "A new replica works at once; a removed one is not missed.",
      evidence: { "scale-up": SHARED, "scale-down": SHARED },
    },
  },
  {
    about: "Deploys",
    sticky: {
      says: "Each replica that is replaced logs its customers out.",
      evidence: { "rolling-deploy": STICKY, "blue-green": STICKY, canary: STICKY },
    },
    shared: {
      says: "Nobody notices.",
      evidence: { "rolling-deploy": SHARED, "blue-green": SHARED, canary: SHARED },
    },
  },
  {
    about: "Cost",
    sticky: {
      says: "Nothing more to run; enough for a small shop that never changes.",
      evidence: { "redis-cost": STICKY, "small-shop": STICKY },
    },
    shared: {
      says: "One more service, and a look-up a request.",
      evidence: { "redis-cost": SOUND, "durability-cost": SHARED },
    },
  },
  {
    about: "Weak point",
    sticky: {
      says: "Every replica, for the customers pinned to it.",
      evidence: { "half-the-traffic": STICKY },
    },
    shared: {
      says: "The store: all depend on it, and on how carts are kept in it.",
      evidence: {
        "redis-down": SHARED,
        "slow-disk": SHARED,
        "concurrent-adds": SHARED,
        "overlapping-clicks": SHARED,
      },
    },
  },
];

/** The well-known table, sticky beside shared, with what this run measured in each cell. */
export function comparison(
  experiments: readonly Experiment[],
  verdicts: readonly ExperimentVerdict[],
): Markup {
  const cell = (side: string, { says, evidence }: Cell) => html`
      <td role="cell" data-side="${side}">
        <p class="says">${says}</p>
        <ul class="evidence">${Object.entries(evidence).map(([name, choice]) => {
          const experiment = experiments.find((known) => known.name === name);
          const verdict = verdicts.find((known) => known.experiment === name);
          return proof(name, choice, experiment, verdict);
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
    <tbody role="rowgroup">${ROWS.map(
      ({ about, sticky, shared }) => html`
    <tr role="row">
      <th role="rowheader" scope="row">${about}</th>${cell("Sticky", sticky)}${cell("Shared", shared)}
    </tr>`,
    )}
    </tbody>
  </table>`;
}

/** An item for each thing that was seen in these arms, or one that says that nothing is known. */
function proof(
  name: string,
  choice: Choice,
  experiment: Experiment | undefined,
  verdict: ExperimentVerdict | undefined,
): Markup {
  if (!experiment || !verdict || verdict.verdict === "inconclusive") {
    return html`<li class="unmeasured"><code>${name}</code> not measured in this run</li>`;
  }
  const wanted = new Set(experiment.arms.filter(choice).map((arm) => arm.name));
  // what was predicted does not show here, so it must not keep apart what was seen to be the same
  const arms = verdict.arms.filter(({ arm }) => wanted.has(arm)).map((arm) => ({ ...arm, predicted: "" }));
  return html`${likeArms(arms).map(
    ({ names, observed, standing }) => html`<li>
      <span class="seen">${withNumbers(observed)}</span>${standing === "deviated" && html` <span class="stamp is-deviated">✗ not as predicted</span>`}
      <a class="source" href="#${name}"><code>${name}</code> ${names.join(", ")}</a>
    </li>`,
  )}`;
}
