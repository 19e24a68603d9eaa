import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { TimelinePoint } from "../../wire/timeline.ts";
import type { SideView } from "../live/live-state.ts";
import { type Palette, watchPalette } from "../palette.ts";
import { BADGE_ROOM_PX, drawAnnotations } from "./draw-annotations.ts";
import { drawLineLabels, LABEL_ROOM_PX } from "./draw-line-labels.ts";
import { drawOutages } from "./draw-outages.ts";
import { AXIS_FONT } from "./font.ts";
import { columnsOf, PLOTS, type PlotDefinition } from "./plot-definitions.ts";
import { ago, namedTimes, type TimeSpan, timeSpan } from "./time-axis.ts";

const TIME_AXIS_PX = 22;
const VALUE_AXIS_PX = 46;
const TOP_PX = 6;

/** What a plot shows at a time. `points` of all sides decide its vertical scale. */
export interface PlotContent extends Pick<SideView, "points" | "annotations"> {
  readonly pointsOfAllSides: readonly TimelinePoint[];
}

/** A plot of the timeline that fits the width of its element and follows the theme. */
export class Plot {
  readonly #element: HTMLElement;
  readonly #definition: PlotDefinition;
  readonly #resizing: ResizeObserver;
  readonly #unsubscribe: () => void;
  /** The first plot of a side has the numbers of the annotations. */
  readonly #isFirst: boolean;
  /** The last one has the time axis. */
  readonly #isLast: boolean;
  #plot: uPlot | null = null;
  #content: PlotContent = { points: [], annotations: [], pointsOfAllSides: [] };

  constructor(element: HTMLElement, definition: PlotDefinition) {
    this.#element = element;
    this.#definition = definition;
    this.#isFirst = definition === PLOTS[0];
    this.#isLast = definition === PLOTS.at(-1);
    this.#unsubscribe = watchPalette((palette) => this.#draw(palette));
    this.#resizing = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#resizing.observe(element);
  }

  show(content: PlotContent): void {
    this.#content = content;
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
    const { lines, max } = this.#definition;
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { show: false },
      padding: [this.#isFirst ? BADGE_ROOM_PX : TOP_PX, LABEL_ROOM_PX, this.#isLast ? 0 : TOP_PX, 0],
      scales: {
        x: { time: false, range: () => this.#span() },
        y: { range: () => [0, max(this.#content.pointsOfAllSides)] },
      },
      axes: this.#axes(palette),
      series: [{}, ...lines.map((line) => seriesOf(line, palette))],
      hooks: {
        drawAxes: [(plot) => drawOutages(plot, this.#content.points, palette)],
        draw: [
          (plot) => drawAnnotations(plot, this.#content.annotations, palette, this.#isFirst),
          (plot) => drawLineLabels(plot, lines, palette),
        ],
      },
    };
  }

  #axes(palette: Palette): uPlot.Axis[] {
    const axis = { stroke: palette.soft, font: AXIS_FONT, ticks: { show: false } };
    return [
      {
        ...axis,
        show: this.#isLast,
        size: TIME_AXIS_PX,
        grid: { show: false },
        splits: (plot) => namedTimes(this.#span(), plot.width),
        values: (_plot, times) => times.map((time) => ago(time, this.#span())),
      },
      { ...axis, size: VALUE_AXIS_PX, space: 26, grid: { stroke: palette.line, width: 0.5 } },
    ];
  }

  #size(): { width: number; height: number } {
    const above = this.#isFirst ? BADGE_ROOM_PX : TOP_PX;
    const below = this.#isLast ? TIME_AXIS_PX : TOP_PX;
    return { width: this.#element.clientWidth, height: above + this.#definition.heightPx + below };
  }

  #span(): TimeSpan {
    return timeSpan(this.#content.points, Date.now() / 1000);
  }

  #data(): uPlot.AlignedData {
    return columnsOf(this.#definition, this.#content.points);
  }
}

function seriesOf(
  { colour, isDashed, isFilled }: PlotDefinition["lines"][number],
  palette: Palette,
): uPlot.Series {
  return {
    stroke: palette[colour],
    width: 2,
    points: { show: false },
    ...(isDashed && { dash: [5, 4] }),
    ...(isFilled && { fill: `${palette[colour]}44` }),
  };
}
