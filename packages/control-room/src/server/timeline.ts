import type { Statistics } from "../wire/side.ts";
import { type Annotation, TIMELINE_SECONDS, type TimelinePoint } from "../wire/timeline.ts";

const unixSeconds = () => Date.now() / 1000;

/** The last two minutes of a side: its statistics once a second, and the actions that were taken. */
export class Timeline {
  #points: TimelinePoint[] = [];
  #annotations: Annotation[] = [];
  #previous = { time: unixSeconds(), unavailable: 0, unreachable: 0 };
  #unsent: { points: TimelinePoint[]; annotations: Annotation[] } = { points: [], annotations: [] };

  get points(): readonly TimelinePoint[] {
    return this.#points;
  }

  get annotations(): readonly Annotation[] {
    return this.#annotations;
  }

  /** Adds an annotation at the present time. The number is the action's. */
  annotate(number: number, text: string): void {
    const annotation = { number, time: unixSeconds(), text };
    this.#annotations.push(annotation);
    this.#unsent.annotations.push(annotation);
  }

  /** Adds a point at the present time, and drops what is older than the timeline. */
  addPoint({ customers, strangers, p50, p99, unavailable, unreachable }: Statistics): void {
    const time = unixSeconds();
    const previous = this.#previous;
    this.#previous = { time, unavailable, unreachable };
    const perSecond = (count: number) => Math.round((count * 10) / Math.max(0.1, time - previous.time)) / 10;
    const point = {
      time,
      customers,
      strangers,
      p50,
      p99,
      unavailablePerSecond: perSecond(unavailable - previous.unavailable),
      unreachablePerSecond: perSecond(unreachable - previous.unreachable),
    };
    this.#points.push(point);
    this.#unsent.points.push(point);
    this.#points = this.#points.filter((earlier) => earlier.time > time - TIMELINE_SECONDS);
    this.#annotations = this.#annotations.filter((earlier) => earlier.time > time - TIMELINE_SECONDS);
  }

  /** Returns what was added since the previous call. */
  takeUnsent(): { points: TimelinePoint[]; annotations: Annotation[] } {
    const unsent = this.#unsent;
    this.#unsent = { points: [], annotations: [] };
    return unsent;
  }
}
