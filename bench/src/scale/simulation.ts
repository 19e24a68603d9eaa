import TinyQueue from "tinyqueue";

interface Event {
  readonly time: number;
  happen(): void;
}

/** Simulated time, in microseconds, and what happens in it. */
export class Simulation {
  now = 0;
  readonly #events = new TinyQueue<Event>([], (a, b) => a.time - b.time);

  after(microseconds: number, happen: () => void): void {
    this.#events.push({ time: this.now + microseconds, happen });
  }

  /** Returns when nothing is left to happen before `end`. */
  run(end: number): void {
    for (let next = this.#events.peek(); next && next.time <= end; next = this.#events.peek()) {
      this.#events.pop();
      this.now = next.time;
      next.happen();
    }
  }
}

interface Work {
  readonly microseconds: number;
  done(): void;
}

/**
 * So many servers with one queue. As the processors of a machine: its threads' work waits for a free one. As a program: its requests
 * wait for a free thread, and their work for a processor of the machine.
 */
export class Servers {
  /** How long servers have been busy or waited for a processor, summed. */
  busy = 0;
  readonly #waiting: Work[] = [];
  readonly #simulation: Simulation;
  readonly #processors: Servers | null;
  #free: number;

  constructor(simulation: Simulation, count: number, processors: Servers | null = null) {
    this.#simulation = simulation;
    this.#free = count;
    this.#processors = processors;
  }

  serve(microseconds: number, done: () => void): void {
    const work = { microseconds, done };
    if (this.#free === 0) this.#waiting.push(work);
    else this.#begin(work);
  }

  #begin({ microseconds, done }: Work): void {
    this.#free--;
    const begun = this.#simulation.now;
    const end = () => {
      this.busy += this.#simulation.now - begun;
      this.#free++;
      const next = this.#waiting.shift();
      if (next) this.#begin(next);
      done();
    };
    if (this.#processors) this.#processors.serve(microseconds, end);
    else this.#simulation.after(microseconds, end);
  }
}
