import { type Mark, type Moment, type Numbers, TIMELINE } from "./live.ts";

const now = () => Date.now() / 1000;

/** The last minutes of a side, second by second, and what was done to it. */
export class Timeline {
  #moments: Moment[] = [];
  #marks: Mark[] = [];
  /** Up to when the news have been told, in Unix seconds. */
  #told = 0;

  get moments(): readonly Moment[] {
    return this.#moments;
  }

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  mark(deed: string): void {
    this.#marks.push({ time: now(), deed });
  }

  endSecond({ customers, strangers, p50, p99 }: Numbers): void {
    const time = now();
    this.#moments.push({ time, customers, strangers, p50, p99 });
    this.#moments = this.#moments.filter((moment) => moment.time > time - TIMELINE);
    this.#marks = this.#marks.filter((mark) => mark.time > time - TIMELINE);
  }

  /** What came since the last call. */
  news(): { moments: Moment[]; marks: Mark[] } {
    const isNew = ({ time }: { time: number }) => time > this.#told;
    const news = { moments: this.#moments.filter(isNew), marks: this.#marks.filter(isNew) };
    this.#told = now();
    return news;
  }
}
