import { percentile } from "@shop/lab/statistics.ts";

/** An answer as far as load and latency go. */
interface Answer {
  readonly time: number;
  readonly wait: number;
  readonly replica: string | undefined;
}

/** Milliseconds that count as "lately". */
const LATELY = 5000;

/** The answers of the last seconds. Times are milliseconds of a history. */
export class Recent {
  #answers: Answer[] = [];

  add(answer: Answer): void {
    this.#answers.push(answer);
  }

  /** Lets go of what is no longer recent. */
  forget(now: number): void {
    this.#answers = this.#answers.filter(({ time }) => time > now - LATELY);
  }

  /** Answers a second. */
  load(replica: string): number {
    const count = this.#answers.filter((answer) => answer.replica === replica).length;
    return Math.round((count / (LATELY / 1000)) * 10) / 10;
  }

  /** The wait that a share of the answers did not exceed, 0 to 1; null where there was none. */
  wait(share: number): number | null {
    if (this.#answers.length === 0) return null;
    const wait = percentile(
      this.#answers.map((answer) => answer.wait),
      share,
    );
    return Math.round(wait * 10) / 10;
  }
}
