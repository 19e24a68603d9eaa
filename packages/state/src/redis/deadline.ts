/** Redis has not answered in time. It may or may not have run the command. */
export class DeadlineExceededError extends Error {
  override readonly name = "DeadlineExceededError";
}

interface Waiting {
  readonly due: number;
  reject(error: DeadlineExceededError): void;
}

/**
 * Returns a function that rejects a promise with a DeadlineExceededError if it has not settled after `milliseconds`. All promises
 * get the same time, so they are due in the order in which they came: one queue and one timer serve all of them. A timer for each
 * would cost more than the call to Redis.
 */
export function deadline(milliseconds: number): <T>(answer: Promise<T>) => Promise<T> {
  const queue = new Set<Waiting>();
  let isArmed = false;

  // setImmediate lets the process first read answers that arrived while it was busy
  const arm = (delay: number) => {
    isArmed = true;
    setTimeout(() => setImmediate(expire), delay).unref();
  };
  const expire = () => {
    const now = performance.now();
    isArmed = false;
    for (const waiting of queue) {
      if (waiting.due > now) return arm(waiting.due - now);
      queue.delete(waiting);
      waiting.reject(new DeadlineExceededError(`no answer within ${milliseconds} ms`));
    }
  };

  return (answer) =>
    new Promise((resolve, reject) => {
      const waiting = { due: performance.now() + milliseconds, reject };
      queue.add(waiting);
      if (!isArmed) arm(milliseconds);
      const settle =
        <Value>(end: (value: Value) => void) =>
        (value: Value) => {
          queue.delete(waiting);
          end(value);
        };
      answer.then(settle(resolve), settle(reject));
    });
}
