import { join } from "node:path";
import { BASE, joinStyleSheets, TABLES, TOKENS } from "@shop/style";
import { REPLICAS } from "@shop/style/replicas";
import type { Experiment } from "../engine/experiment.ts";
import type { ExperimentHistory } from "../history/file.ts";
import { comparison } from "./comparison.ts";
import { contents } from "./contents.ts";
import { headline } from "./headline.ts";
import type { Journal } from "./journal.ts";
import { html, Markup } from "./markup.ts";
import { PATTERNS } from "./plots/patterns.ts";
import { served } from "./plots/served.ts";
import { type Run, section } from "./section.ts";

/**
 * The report of a run: one HTML file that needs neither network nor script. `experiments` are all that it is about: it says
 * which of them were not run.
 */
export function renderReport(
  journal: Journal,
  experiments: readonly Experiment[],
  histories: readonly ExperimentHistory[],
): string {
  const { verdicts } = journal;
  const { title, lead, about } = headline(experiments, verdicts);
  const runs = experiments.map((experiment) => ({
    experiment,
    verdict: verdicts.find((known) => known.experiment === experiment.name),
    history: histories.find(({ header }) => header.experiment === experiment.name),
  }));
  const pictured = runs.find(({ experiment }) => experiment.name === about);
  const page = html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Sticky or shared: the report of ${day(journal.began)}</title>
  <style>${styles()}</style>
</head>
<body>
${PATTERNS}
<div class="sheet">
<header class="masthead">
  <p class="name">Sticky or shared</p>
  <h1>${title}</h1>
  <p class="lead">${lead}</p>
  ${colophon(journal)}
</header>
${pictured ? html`<section class="picture" id="picture" aria-label="The picture">${picture(pictured)}</section>` : null}
<div class="with-contents">
${contents(experiments, verdicts)}
<main>
  ${
    experiments.some(({ evidence }) => evidence.length > 0) &&
    html`<section class="opening" aria-labelledby="comparison">
    <h2 id="comparison">Sticky against shared</h2>${comparison(experiments, verdicts)}
  </section>`
  }
  <section class="opening" aria-labelledby="claims">
    <h2 id="claims">Every claim, and what was seen</h2>
    ${runs.map((run) => section(run, { isOpen: verdicts.length <= NAMED, isPictured: run === pictured }))}
  </section>
</main>
</div>
<footer>
  <p>Every verdict is computed from a recorded history alone. The histories lie beside this file;
  <code>scripts/lab judge</code> judges one again.</p>
</footer>
</div>
</body>
</html>
`;
  return withoutLineBreaks(page.text);
}

/** Who was served by whom in the experiment that the headline is about. */
const picture = ({ experiment, verdict, history }: Run): Markup | null =>
  verdict && history ? served({ experiment, verdict, history }) : null;

/** Browsers show a line break and its indentation as one space, and nothing here is preformatted. */
const withoutLineBreaks = (page: string) => `${page.trim().replace(/\s*\n\s*/g, " ")}\n`;

/** The report's own style sheets: where two rules weigh the same, the later one holds. */
const PARTS = [
  "layout",
  "masthead",
  "contents",
  "verdicts",
  "tables",
  "experiment",
  "figures",
  "numbers",
  "phone",
];

/** Style sheets contain no data of the run, so they need no escaping. */
const styles = () => {
  const own = PARTS.map((name) => join(import.meta.dirname, "styles", `${name}.css`));
  return new Markup(joinStyleSheets([TOKENS, REPLICAS, BASE, TABLES, ...own]));
};

const day = (iso: string) => iso.slice(0, 10);
const minute = (iso: string) => iso.slice(11, 16);

/** Up to this many experiments, the command names them, and the report shows them unfolded. */
const NAMED = 3;

/** How to repeat the run: when, where and with what. Lines break between the parts of a fact, not within. */
function colophon({ began, ended, runtime, seed, quick, versions, machine, verdicts }: Journal): Markup {
  const names = verdicts.length > NAMED ? [] : verdicts.map(({ experiment }) => experiment);
  const facts: Readonly<Record<string, readonly string[]>> = {
    When: [`${day(began)},`, `${minute(began)} to ${minute(ended)} UTC`],
    Command: [
      "scripts/lab prove",
      ...names,
      `--runtime ${runtime}`,
      `--seed ${seed}`,
      ...(quick ? ["--quick"] : []),
    ],
    Machine: [`${machine.cpus} processors,`, `${(machine.memory / 2 ** 30).toFixed(1)} GiB,`, versions.os],
    "Made with": [
      `Node ${versions.node},`,
      `nginx ${versions.nginx ?? "unknown"},`,
      `Redis ${versions.redis ?? "unknown"}`,
    ],
  };
  return html`<dl class="colophon">${Object.entries(facts).map(
    ([term, parts]) => html`
    <div><dt>${term}</dt><dd>${parts.map((part) => html`<span class="whole">${part}</span> `)}</dd></div>`,
  )}
  </dl>`;
}
