/** How many shoppers of a crowd act at the same time by default. */
const AT_ONCE = 10;

/** Every member of a crowd acts once, `atOnce` of them at a time. Throws when the signal is aborted. */
export async function inTurns<T>(
  crowd: readonly T[],
  signal: AbortSignal,
  act: (member: T, index: number) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<void> {
  const waiting = crowd.entries();
  const worker = async () => {
    for (const [index, member] of waiting) {
      signal.throwIfAborted();
      await act(member, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Every member of a crowd acts again and again until `event` is over. Throws when the signal is aborted. */
export async function repeatedly<T>(
  crowd: readonly T[],
  signal: AbortSignal,
  act: (member: T, round: number) => Promise<unknown>,
  event: () => Promise<void>,
): Promise<void> {
  let isOver = false;
  const busy = crowd.map(async (member) => {
    for (let round = 0; !isOver && !signal.aborted; round++) await act(member, round);
  });
  const ended = event().finally(() => {
    isOver = true;
  });
  const failed = (await Promise.allSettled([ended, ...busy])).find(({ status }) => status === "rejected");
  if (failed) throw (failed as PromiseRejectedResult).reason;
  signal.throwIfAborted();
}
