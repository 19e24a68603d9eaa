import type { HistoryEvent } from "./history.ts";

/** Requests that have begun and not ended, each with what the caller keeps about it until its answer comes. */
export class InFlight<T> {
  readonly #requests = new Map<string, T[]>();

  begin(event: HistoryEvent, kept: T): void {
    this.#requests.getOrInsert(nameOf(event), []).push(kept);
  }

  /** What was kept about the request that this event answers; undefined where the history lacks its beginning. */
  end(event: HistoryEvent): T | undefined {
    const name = nameOf(event);
    const alike = this.#requests.get(name);
    const kept = alike?.shift();
    if (alike?.length === 0) this.#requests.delete(name);
    return kept;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const alike of this.#requests.values()) yield* alike;
  }
}

/** Requests of the same name are interchangeable: the one that began first is taken for the one that ends first. */
const nameOf = ({ key, shopper, operation, wanted = "" }: HistoryEvent): string =>
  key ?? `${shopper} ${operation} ${wanted}`;
