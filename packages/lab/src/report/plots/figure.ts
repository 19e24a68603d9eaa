import { html, type Markup, withNumbers } from "../markup.ts";
import type { Subject } from "./plotter.ts";

/** The text around a plot of several panels. */
interface Surroundings {
  readonly title: string;
  /** How to read it. */
  readonly caption: string;
  readonly legend?: readonly Markup[];
}

/** How many panels stand side by side on a wide screen: rows are full where that is possible, and text stays readable. */
const columnsOf = (count: number) => (count <= 3 ? count : count === 4 ? 2 : 3);

/** A panel for each arm, side by side where there is room, all drawn to the same scales. */
export function panels(
  { verdict }: Subject,
  { title, caption, legend = [] }: Surroundings,
  plots: ReadonlyMap<string, Markup>,
): Markup {
  const panel = ([arm, plot]: readonly [string, Markup]) => {
    const seen = verdict.arms.find((known) => known.arm === arm);
    return html`
          <div class="panel">
            <p class="arm"><code>${arm}</code>${seen ? html` <span>${withNumbers(seen.unsteady ?? seen.observed)}</span>` : null}</p>
            ${plot}
          </div>`;
  };
  return html`
      <figure>
        <p class="title">${title}</p>
        ${legend.length > 0 ? html`<ul class="legend">${legend}</ul>` : null}
        <div class="panels in-${columnsOf(plots.size)}">${[...plots].map(panel)}
        </div>
        <figcaption>${caption}</figcaption>
      </figure>`;
}
