/** Wraps `act` so that no two calls of it overlap: calls made while one is under way share the next one. */
export function sharedCall(act: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= current.then(begin, begin);
    return next;
  };

  function begin(): Promise<void> {
    next = undefined;
    current = act();
    return current;
  }
}
