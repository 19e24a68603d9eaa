import * as Plot from "@observablehq/plot";
import type { ArmHistory } from "../../history/file.ts";
import type { HistoryEvent } from "../../history/history.ts";
import type { Markup } from "../markup.ts";
import { type ActLabel, layOutActs } from "./acts.ts";
import { panels } from "./figure.ts";
import type { Plotter } from "./plotter.ts";
import { dotsOf, legendItem, type ReplicaStyle, replicasOf } from "./replicas.ts";
import { strangersIn } from "./strangers.ts";
import { draw, WIDTH } from "./svg.ts";

/** More customers than these would be too thin to see. */
const ROWS = 24;
const ROW = 9;
/** The least height of all rows together: a few customers get more room each. */
const ROWS_HEIGHT = 72;
const LANE = 16;
const MARGIN = 8;
/** Two dots of a row that are less than this many pixels apart, of the same replica, are one. */
const APART = 4;

const STRANGER = { r: 4.6, stroke: "var(--ink)", strokeWidth: 1.8, fill: "none" } as const;
const UNANSWERED = { symbol: "times", r: 3.2, stroke: "var(--error)", strokeWidth: 1.6 } as const;

/** Which replica served whom, over time: a row for each customer, a dot for each answer. */
export const served: Plotter = (subject) => {
  const arms = new Map([...subject.history.arms].map(([arm, history]) => [arm, fromFirstAct(history)]));
  const replicas = replicasOf(subject);
  const times = [...arms.values()].flatMap(({ events, acts }) =>
    [...events, ...acts].map(({ time }) => time / 1000),
  );
  if (times.length === 0) return null;
  const span = times.reduce<Span>(
    ([earliest, latest], time) => [Math.min(earliest, time), Math.max(latest, time)],
    [0, 0],
  );
  const labels = new Map(
    [...arms].map(([arm, { acts }]) => [arm, layOutActs(acts, WIDTH - 2 * MARGIN, span)]),
  );
  const lanes = Math.max(...[...labels.values()].flat().map(({ lane }) => (lane ?? -1) + 1), 0);
  const plots = new Map(
    [...arms].map(([arm, { events }]) => [
      arm,
      panel(arm, events, { replicas, span, lanes, labels: labels.get(arm) ?? [] }),
    ]),
  );
  const events = [...arms.values()].flatMap((arm) => arm.events);
  const customers = new Set(events.map(({ shopper }) => shopper)).size;
  const shown = customers > ROWS ? ` (${ROWS} of ${customers} are shown)` : "";
  const at = { x: 0, y: 0, frameAnchor: "middle" } as const;
  return panels(
    subject,
    {
      title: "Who was served by whom",
      caption: `A row a customer${shown}, a mark an answer, in the shape and colour of the replica that gave it. Customers whom the same replica served first stand together.${labels.values().some((all) => all.length > 0) ? " Zero is when the lab first acted." : ""}`,
      legend: [
        ...replicas.map((style) => legendItem(style.replica, dotsOf(style, [0], { ...at, r: 4 }))),
        ...(strangersIn(events).length > 0
          ? [legendItem("here the customer became a stranger", Plot.dot([0], { ...at, ...STRANGER }))]
          : []),
        ...(events.some(isUnanswered)
          ? [legendItem("no good answer", Plot.dot([0], { ...at, ...UNANSWERED }))]
          : []),
      ],
    },
    plots,
  );
};

const isUnanswered = ({ type }: HistoryEvent) => type === "unknown";

/** The beginning and the end of all panels, in seconds from the first act of each. */
type Span = readonly [begin: number, end: number];

/** A history whose times are counted from the first thing that the lab did, so that arms can be compared side by side. */
function fromFirstAct({ events, acts }: ArmHistory): Pick<ArmHistory, "events" | "acts"> {
  const zero = acts[0]?.time ?? 0;
  const shifted = <T extends { readonly time: number }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, time: one.time - zero }));
  return { events: shifted(events), acts: shifted(acts) };
}

interface Axes {
  readonly replicas: readonly ReplicaStyle[];
  readonly span: Span;
  /** Lines for the names of acts above the plot, as many in each panel. */
  readonly lanes: number;
  readonly labels: readonly ActLabel[];
}

function panel(
  arm: string,
  events: readonly HistoryEvent[],
  { replicas, span, lanes, labels }: Axes,
): Markup {
  const rows = rowsOf(events);
  const [begin, end] = span;
  const seconds = end - begin;
  const shown = events.filter(({ shopper }) => rows.includes(shopper));
  const answers = sparse(
    shown.filter(({ type, replica }) => type !== "invoke" && type !== "unknown" && replica),
    seconds,
  );
  const strangers = strangersIn(shown);
  const place = { x: ({ time }: HistoryEvent) => time / 1000, y: "shopper" } as const;
  const marginTop = lanes * LANE + 8;
  return draw({
    title: `${arm}: who was served by whom`,
    description: describe(events, replicas, labels),
    height: marginTop + Math.max(ROWS_HEIGHT, rows.length * ROW) + 36,
    marginTop,
    marginBottom: 36,
    marginLeft: MARGIN,
    marginRight: MARGIN,
    x: { domain: span },
    y: { type: "point", domain: rows, padding: 0.5, axis: null },
    marks: [
      Plot.axisX({ label: "seconds", labelArrow: "none", ticks: 5, tickSize: 4 }),
      Plot.ruleY(rows, { stroke: "var(--line)", strokeWidth: 0.5 }),
      ...actMarks(labels, marginTop),
      ...replicas.map((style) =>
        dotsOf(
          style,
          answers.filter(({ replica }) => replica === style.replica),
          place,
        ),
      ),
      Plot.dot(sparse(shown.filter(isUnanswered), seconds), { ...place, ...UNANSWERED }),
      Plot.dot(strangers, { ...place, ...STRANGER }),
    ],
  });
}

/** For each act a rule where it began, a shade until it ended, and its name above the rules of the others. */
function actMarks(labels: readonly ActLabel[], marginTop: number): Plot.Markish[] {
  const top = ({ lane }: ActLabel) => (lane ?? 0) * LANE - marginTop + 12;
  const rules = labels.flatMap((label) => [
    Plot.rectX([label], { x1: "from", x2: "to", fill: "var(--ink)", fillOpacity: 0.09 }),
    Plot.ruleX([label], { x: "from", stroke: "var(--ink)", strokeWidth: 1.2, insetTop: top(label) - 6 }),
  ]);
  const names = labels
    .filter(({ lane }) => lane !== null)
    .map((label) =>
      Plot.text([label], {
        x: "from",
        text: "words",
        frameAnchor: "top",
        lineAnchor: "middle",
        textAnchor: label.isLate ? "end" : "start",
        dx: label.isLate ? -5 : 5,
        dy: top(label),
        stroke: "var(--paper)",
        strokeWidth: 4,
        fill: "var(--ink)",
      }),
    );
  return [...rules, ...names];
}

/** Rows in the order of the replica that served each customer first; of many customers every n-th. */
function rowsOf(events: readonly HistoryEvent[]): string[] {
  const first = new Map<string, string>();
  for (const { shopper, type, replica = "" } of events) {
    if (type !== "invoke" && !first.has(shopper)) first.set(shopper, replica);
  }
  const compare = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });
  const sorted = [...first]
    .sort(([a, aFirst], [b, bFirst]) => compare(aFirst, bFirst) || compare(a, b))
    .map(([shopper]) => shopper);
  if (sorted.length <= ROWS) return sorted;
  return Array.from({ length: ROWS }, (_, i) => sorted[Math.floor((i * sorted.length) / ROWS)] as string);
}

/** Leaves out dots that others would cover. */
function sparse(events: readonly HistoryEvent[], seconds: number): HistoryEvent[] {
  const step = (APART * seconds * 1000) / WIDTH;
  const places = new Map(
    events.map((event) => [`${event.shopper} ${event.replica} ${Math.floor(event.time / step)}`, event]),
  );
  return [...places.values()];
}

function describe(
  events: readonly HistoryEvent[],
  replicas: readonly ReplicaStyle[],
  labels: readonly ActLabel[],
): string {
  const answers = (name: string) =>
    events.filter(({ type, replica }) => type !== "invoke" && replica === name).length;
  const customers = new Set(events.map(({ shopper }) => shopper)).size;
  const strangers = new Set(strangersIn(events).map(({ shopper }) => shopper)).size;
  return [
    `${customers} customers.`,
    `Answers: ${replicas.map(({ replica }) => `${replica} ${answers(replica)}`).join(", ")}.`,
    `${strangers} became strangers.`,
    ...labels.map(({ words, from }) => `After ${from.toFixed(1)} s: ${words}.`),
  ].join(" ");
}
