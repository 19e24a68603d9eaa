import type { Lifetimes, Session } from "./state.ts";

/** Milliseconds until a session touched now ends: its idle time, cut short by the end of its absolute time. At least 1. */
export function idleMilliseconds({ createdAt }: Session, { idle, absolute }: Lifetimes): number {
  return Math.max(1, Math.min(idle * 1000, createdAt + absolute * 1000 - Date.now()));
}
