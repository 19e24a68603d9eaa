import uPlot from "uplot";
import type { Mark, Moment } from "../../wire/live.ts";
import { TIMELINE } from "../../wire/live.ts";
import "uplot/dist/uPlot.min.css";
import type { SideView } from "../live/room.ts";
import { type Inks, withInks } from "../stage/inks.ts";
import { drawMarks } from "./marks.ts";

/** What one plot of the timeline shows. */
export interface PlotKind {
  readonly title: string;
  readonly height: number;
  /** Marks are written out here; elsewhere they are lines only. */
  readonly namesMarks: boolean;
  readonly lines: readonly {
    readonly name: string;
    readonly ink: "error" | "ink" | "soft";
    readonly filled: boolean;
    readonly value: (moment: Moment) => number | null;
  }[];
  /** The top of the scale. */
  readonly most: (moments: readonly Moment[]) => number;
}

export const STRANGERS: PlotKind = {
  title: "Customers taken for strangers",
  height: 120,
  namesMarks: true,
  lines: [{ name: "strangers", ink: "error", filled: true, value: ({ strangers }) => strangers }],
  most: (moments) => Math.max(10, ...moments.map(({ customers }) => customers)),
};

export const LATENCY: PlotKind = {
  title: "Milliseconds to an answer",
  height: 90,
  namesMarks: false,
  lines: [
    { name: "p50", ink: "soft", filled: false, value: ({ p50 }) => p50 },
    { name: "p99", ink: "ink", filled: false, value: ({ p99 }) => p99 },
  ],
  most: (moments) => Math.max(20, ...moments.map(({ p99 }) => (p99 ?? 0) * 1.1)),
};

/** A plot that fits its paper and follows the theme. */
export class Plot {
  readonly #paper: HTMLElement;
  readonly #kind: PlotKind;
  readonly #resizing: ResizeObserver;
  readonly #release: () => void;
  #plot: uPlot | null = null;
  #moments: readonly Moment[] = [];
  #marks: readonly Mark[] = [];

  constructor(paper: HTMLElement, kind: PlotKind) {
    this.#paper = paper;
    this.#kind = kind;
    this.#release = withInks((inks) => this.#draw(inks));
    this.#resizing = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#resizing.observe(paper);
  }

  show({ moments, marks }: SideView): void {
    this.#moments = moments;
    this.#marks = marks;
    this.#plot?.setData(this.#data());
  }

  remove(): void {
    this.#resizing.disconnect();
    this.#release();
    this.#plot?.destroy();
  }

  #draw(inks: Inks): void {
    const { lines, namesMarks } = this.#kind;
    this.#plot?.destroy();
    const axis = { stroke: inks.soft, font: "12px Arial, sans-serif", ticks: { show: false } };
    this.#plot = new uPlot(
      {
        ...this.#size(),
        legend: { show: false },
        cursor: { show: false },
        padding: [namesMarks ? 20 : 6, 4, 0, 0],
        scales: {
          x: { time: false, range: () => this.#span() },
          y: { range: () => [0, this.#kind.most(this.#moments)] },
        },
        axes: [
          {
            ...axis,
            size: 22,
            grid: { show: false },
            splits: () => this.#quarters(),
            values: (_plot, times) => times.map((time) => this.#ago(time)),
          },
          { ...axis, size: 34, space: 26, grid: { stroke: inks.line, width: 0.5 } },
        ],
        series: [
          {},
          ...lines.map(({ ink, filled }) => ({
            stroke: inks[ink],
            width: 2,
            points: { show: false },
            ...(filled && { fill: `${inks[ink]}44` }),
          })),
        ],
        hooks: { draw: [(plot) => drawMarks(plot, this.#marks, inks, namesMarks)] },
      },
      this.#data(),
      this.#paper,
    );
  }

  #size(): { width: number; height: number } {
    return { width: this.#paper.clientWidth, height: this.#kind.height };
  }

  #span(): [number, number] {
    const end = this.#moments.at(-1)?.time ?? Date.now() / 1000;
    return [end - TIMELINE, end];
  }

  #quarters(): number[] {
    const [begin] = this.#span();
    return [1, 2, 3].map((quarter) => begin + (quarter * TIMELINE) / 4);
  }

  #ago(time: number): string {
    return `${Math.round(this.#span()[1] - time)} s ago`;
  }

  #data(): uPlot.AlignedData {
    const columns = this.#kind.lines.map(({ value }) => this.#moments.map(value));
    return [this.#moments.map(({ time }) => time), ...columns];
  }
}
