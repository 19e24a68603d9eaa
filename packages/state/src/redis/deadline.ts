/** Redis has not answered in time. Whether it did what it was asked to do is not known. */
export class DeadlineExceededError extends Error {
  override readonly name = "DeadlineExceededError";
}

interface Waiting {
  readonly due: number;
  reject(error: DeadlineExceededError): void;
}

/**
 * Ends waits of more than so many milliseconds. All may last equally long, so they are due in the order in which they
 * began: one queue and one timer serve all of them, where a timer of its own costs a call more than Redis does.
 */
export function deadline(milliseconds: number): <T>(answer: Promise<T>) => Promise<T> {
  const queue = new Set<Waiting>();
  let isArmed = false;

  // not at once: what arrived while this process was busy is read before the immediates are run
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
