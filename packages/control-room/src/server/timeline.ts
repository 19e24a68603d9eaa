import { type Mark, type Moment, type Numbers, TIMELINE } from "../wire/live.ts";

const now = () => Date.now() / 1000;

/** The last minutes of a side, second by second, and what was done to it. */
export class Timeline {
  #moments: Moment[] = [];
  #marks: Mark[] = [];
  #news: { moments: Moment[]; marks: Mark[] } = { moments: [], marks: [] };

  get moments(): readonly Moment[] {
    return this.#moments;
  }

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  mark(deed: string): void {
    const mark = { time: now(), deed };
    this.#marks.push(mark);
    this.#news.marks.push(mark);
  }

  endSecond({ customers, strangers, p50, p99 }: Numbers): void {
    const time = now();
    const ended = { time, customers, strangers, p50, p99 };
    this.#moments.push(ended);
    this.#news.moments.push(ended);
    this.#moments = this.#moments.filter((moment) => moment.time > time - TIMELINE);
    this.#marks = this.#marks.filter((mark) => mark.time > time - TIMELINE);
  }

  /** What came since the last call. */
  news(): { moments: Moment[]; marks: Mark[] } {
    const news = this.#news;
    this.#news = { moments: [], marks: [] };
    return news;
  }
}
