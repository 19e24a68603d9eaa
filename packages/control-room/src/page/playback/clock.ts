/** A clock in milliseconds that can be stopped, slowed down and moved. It begins as performance.now(). */
export class Clock {
  #isRunning = true;
  #speed = 1;
  /** The clock's time at a time of performance.now(). */
  #anchor = { time: 0, real: 0 };

  now(): number {
    const { time, real } = this.#anchor;
    return this.#isRunning ? time + (performance.now() - real) * this.#speed : time;
  }

  moveTo(time: number): void {
    this.#anchor = { time, real: performance.now() };
  }

  stop(): void {
    this.moveTo(this.now());
    this.#isRunning = false;
  }

  start(): void {
    this.moveTo(this.now());
    this.#isRunning = true;
  }

  /** Milliseconds of this clock in one of real time. */
  setSpeed(speed: number): void {
    this.moveTo(this.now());
    this.#speed = speed;
  }
}
