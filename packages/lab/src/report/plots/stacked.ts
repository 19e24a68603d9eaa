import * as Plot from "@observablehq/plot";
import { sum } from "../../statistics.ts";
import { html, type Markup } from "../markup.ts";
import { draw } from "./svg.ts";

/** A part of a whole, and how it looks. */
export interface Kind {
  readonly name: string;
  readonly fill: string;
  /** The colour of a number on it; absent where its pattern makes numbers hard to read. */
  readonly ink?: string;
}

/** What one bar is made of. */
export interface Stack {
  readonly label: string;
  readonly counts: ReadonlyMap<string, number>;
}

const ROW = 56;
/** The share of a bar below which a number does not fit into its part, and stands below it. */
const TOO_NARROW = 0.045;

/** Horizontal bars of the same length: parts of a whole, with their counts. */
function stackedBars(title: string, kinds: readonly Kind[], stacks: readonly Stack[]): Markup {
  const parts = stacks.flatMap(({ label, counts }) => {
    const total = sum(counts.values());
    let begin = 0;
    return kinds.flatMap((kind) => {
      const count = counts.get(kind.name) ?? 0;
      if (count === 0) return [];
      const [x1, x2] = [begin / total, (begin + count) / total];
      begin += count;
      return [{ label, kind, count, x1, x2 }];
    });
  });
  const wide = parts.filter(({ x1, x2 }) => x2 - x1 >= TOO_NARROW);
  const bar = { x1: "x1", x2: "x2", y: "label", insetTop: 20, insetBottom: 14 } as const;
  const onBar = { x: (d: (typeof parts)[0]) => (d.x1 + d.x2) / 2, y: "label", dy: 3.5 } as const;
  return draw({
    title,
    description: stacks.map((stack) => `${stack.label}: ${inWords(kinds, stack)}.`).join(" "),
    height: stacks.length * ROW,
    margin: 1,
    axis: null,
    x: { domain: [0, 1] },
    y: { domain: stacks.map(({ label }) => label), padding: 0 },
    marks: [
      Plot.text(stacks, { y: "label", text: "label", frameAnchor: "left", dy: -18, className: "code" }),
      ...kinds.map((kind) =>
        Plot.barX(
          parts.filter((part) => part.kind === kind),
          { ...bar, fill: kind.fill, stroke: "var(--ink)", strokeWidth: 1 },
        ),
      ),
      Plot.text(wide, {
        ...onBar,
        text: (d) => `${d.count}`,
        fill: (d) => d.kind.ink ?? "var(--ink)",
        stroke: (d) => (d.kind.ink ? "none" : "var(--paper)"),
        strokeWidth: 6,
        fontWeight: "bold",
      }),
      Plot.text(
        parts.filter((part) => !wide.includes(part)),
        { ...onBar, dy: 22, text: (d) => `${d.count}` },
      ),
    ],
  });
}

const inWords = (kinds: readonly Kind[], { counts }: Stack) =>
  kinds
    .filter(({ name }) => counts.get(name))
    .map(({ name }) => `${counts.get(name)} ${name}`)
    .join(", ");

/** The kinds that occur, each with its hatching. */
function stackLegend(kinds: readonly Kind[], stacks: readonly Stack[]): Markup[] {
  const occur = kinds.filter(({ name }) => stacks.some(({ counts }) => counts.get(name)));
  return occur.map(
    ({ name, fill }) =>
      html`<li><svg viewBox="0 0 28 18" class="swatch" aria-hidden="true"><rect x="1" y="1" width="26" height="16" fill="${fill}" stroke="var(--ink)"/></svg> ${name}</li>`,
  );
}

/** The figure of stacked bars, with its legend. */
export function stackedFigure(
  title: string,
  caption: string,
  kinds: readonly Kind[],
  stacks: readonly Stack[],
): Markup {
  return html`
      <figure class="narrow">
        <p class="title">${title}</p>
        <ul class="legend">${stackLegend(kinds, stacks)}</ul>
        ${stackedBars(title, kinds, stacks)}
        <figcaption>${caption}</figcaption>
      </figure>`;
}
