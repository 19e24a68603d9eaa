import type { Servers, Simulation } from "./simulation.ts";

interface Command {
  readonly microseconds: number;
  readonly isChange: boolean;
  done(): void;
}

/**
 * Redis with `appendfsync always`: its one thread executes all commands that have arrived, waits for the disk once if one of them
 * was a change, and then sends all answers. Whoever arrives in the meantime waits, looks as well as changes.
 */
export class Store {
  /** How long the thread was busy or waited for the disk. */
  busy = 0;
  readonly #simulation: Simulation;
  readonly #processors: Servers;
  readonly #syncMicroseconds: () => number;
  #arrived: Command[] = [];
  #isBusy = false;

  constructor(simulation: Simulation, processors: Servers, syncMicroseconds: () => number) {
    this.#simulation = simulation;
    this.#processors = processors;
    this.#syncMicroseconds = syncMicroseconds;
  }

  execute(command: Command): void {
    this.#arrived.push(command);
    if (!this.#isBusy) this.#takeAll();
  }

  #takeAll(): void {
    const batch = this.#arrived;
    this.#arrived = [];
    this.#isBusy = true;
    const begun = this.#simulation.now;
    const answer = () => {
      this.busy += this.#simulation.now - begun;
      this.#isBusy = false;
      for (const { done } of batch) done();
      if (this.#arrived.length > 0 && !this.#isBusy) this.#takeAll();
    };
    const hasChange = batch.some(({ isChange }) => isChange);
    this.#processors.serve(
      batch.reduce((sum, { microseconds }) => sum + microseconds, 0),
      () => (hasChange ? this.#simulation.after(this.#syncMicroseconds(), answer) : answer()),
    );
  }
}
