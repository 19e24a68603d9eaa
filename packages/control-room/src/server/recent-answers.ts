import { percentile } from "@shop/lab/statistics.ts";
import type { Outcome } from "../wire/customer.ts";

interface RecentAnswer {
  /** Milliseconds since the history began. */
  readonly time: number;
  /** Milliseconds. */
  readonly latency: number;
  /** Name of the replica; undefined if none answered. */
  readonly replica: string | undefined;
  readonly outcome: Outcome;
}

/** How long an answer counts as recent. */
const WINDOW_MS = 5000;

/** Every request is failing once nothing but failures came for this long. */
const ALL_FAILING_AFTER_MS = 1000;

/** How requests ended in the last five seconds, for load and latency. */
export class RecentAnswers {
  #answers: RecentAnswer[] = [];
  #answeredAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;

  add(answer: RecentAnswer): void {
    this.#answers.push(answer);
    if (answer.outcome === "answered") this.#answeredAt = answer.time;
    else this.#failedAt = answer.time;
  }

  /** Whether the latest requests failed and none has been answered for a second. */
  get isEveryRequestFailing(): boolean {
    return this.#failedAt - this.#answeredAt > ALL_FAILING_AFTER_MS;
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

  /**
   * A percentile of the latency in milliseconds, to one decimal; null without answers and while every request fails: a fast 503 is
   * no good latency. `share` is 0 to 1: 0.5 is the median.
   */
  latency(share: number): number | null {
    const answered = this.#answers.filter(({ outcome }) => outcome === "answered");
    if (answered.length === 0 || this.isEveryRequestFailing) return null;
    const latencies = answered.map(({ latency }) => latency);
    return Math.round(percentile(latencies, share) * 10) / 10;
  }
}
