import type { StateLog } from "../state.ts";

/** The record kept as JSON under a key. One that cannot be read counts as absent and is told in the log, with its key. */
export function parseRecord<T>(key: string, json: string | null, log: StateLog): T | null {
  if (json === null) return null;
  try {
    const record: unknown = JSON.parse(json);
    if (typeof record === "object" && record !== null) return record as T;
  } catch {
    // told below, as any other unreadable record
  }
  log.warn({ key }, "Redis: this record cannot be read; it counts as absent");
  return null;
}
