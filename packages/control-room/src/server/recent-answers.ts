import { percentile } from "@shop/lab/statistics.ts";

interface RecentAnswer {
  /** Milliseconds since the history began. */
  readonly time: number;
  /** Milliseconds. */
  readonly latency: number;
  /** Name of the replica; undefined if none answered. */
  readonly replica: string | undefined;
}

/** How long an answer counts as recent. */
const WINDOW_MS = 5000;

/** The answers of the last five seconds, for load and latency. */
export class RecentAnswers {
  #answers: RecentAnswer[] = [];

  add(answer: RecentAnswer): void {
    this.#answers.push(answer);
  }

  /** Drops answers that are no longer recent. `now` is in milliseconds since the history began. */
  expire(now: number): void {
    this.#answers = this.#answers.filter(({ time }) => time > now - WINDOW_MS);
  }

  /** Answers a second of one replica, to one decimal. */
  load(replica: string): number {
    const count = this.#answers.filter((answer) => answer.replica === replica).length;
    return Math.round((count / (WINDOW_MS / 1000)) * 10) / 10;
  }

  /** A percentile of the latency in milliseconds, to one decimal; null without answers. `share` is 0 to 1: 0.5 is the median. */
  latency(share: number): number | null {
    if (this.#answers.length === 0) return null;
    const latency = percentile(
      this.#answers.map((answer) => answer.latency),
      share,
    );
    return Math.round(latency * 10) / 10;
  }
}
