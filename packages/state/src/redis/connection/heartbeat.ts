import { PING_INTERVAL } from "./options.ts";

/** Calls `beat` now and again PING_INTERVAL after it has settled. It must not reject. Returns a function that ends this. */
export function heartbeat(beat: () => Promise<void>): () => void {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const next = async () => {
    await beat();
    if (!isOver) timer = setTimeout(next, PING_INTERVAL).unref();
  };
  next();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
