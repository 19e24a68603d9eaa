import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Annotation, TimelinePoint } from "../../wire/timeline.ts";
import type { SideView } from "../live/live-state.ts";
import { type Palette, watchPalette } from "../palette.ts";
import { drawAnnotations } from "./draw-annotations.ts";
import { columnsOf, type PlotDefinition } from "./plot-definitions.ts";
import { ago, quartersOf, type TimeSpan, timeSpan } from "./time-axis.ts";

/** A plot of the timeline that fits the width of its element and follows the theme. */
export class Plot {
  readonly #element: HTMLElement;
  readonly #definition: PlotDefinition;
  readonly #resizing: ResizeObserver;
  readonly #unsubscribe: () => void;
  #plot: uPlot | null = null;
  #points: readonly TimelinePoint[] = [];
  #annotations: readonly Annotation[] = [];

  constructor(element: HTMLElement, definition: PlotDefinition) {
    this.#element = element;
    this.#definition = definition;
    this.#unsubscribe = watchPalette((palette) => this.#draw(palette));
    this.#resizing = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#resizing.observe(element);
  }

  show({ points, annotations }: SideView): void {
    this.#points = points;
    this.#annotations = annotations;
    this.#plot?.setData(this.#data());
  }

  remove(): void {
    this.#resizing.disconnect();
    this.#unsubscribe();
    this.#plot?.destroy();
  }

  #draw(palette: Palette): void {
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(palette), this.#data(), this.#element);
  }

  #options(palette: Palette): uPlot.Options {
    const { lines, hasAnnotationText, max } = this.#definition;
    const axis = { stroke: palette.soft, font: "12px Arial, sans-serif", ticks: { show: false } };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { show: false },
      padding: [hasAnnotationText ? 20 : 6, 4, 0, 0],
      scales: {
        x: { time: false, range: () => this.#span() },
        y: { range: () => [0, max(this.#points)] },
      },
      axes: [
        {
          ...axis,
          size: 22,
          grid: { show: false },
          splits: () => quartersOf(this.#span()),
          values: (_plot, times) => times.map((time) => ago(time, this.#span())),
        },
        { ...axis, size: 34, space: 26, grid: { stroke: palette.line, width: 0.5 } },
      ],
      series: [
        {},
        ...lines.map(({ colour, isFilled }) => ({
          stroke: palette[colour],
          width: 2,
          points: { show: false },
          ...(isFilled && { fill: `${palette[colour]}44` }),
        })),
      ],
      hooks: {
        draw: [(plot) => drawAnnotations(plot, this.#annotations, palette, hasAnnotationText)],
      },
    };
  }

  #size(): { width: number; height: number } {
    return { width: this.#element.clientWidth, height: this.#definition.heightPx };
  }

  #span(): TimeSpan {
    return timeSpan(this.#points, Date.now() / 1000);
  }

  #data(): uPlot.AlignedData {
    return columnsOf(this.#definition, this.#points);
  }
}
