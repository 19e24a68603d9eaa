import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Lifetimes, State } from "@shop/state";
import { redisState } from "@shop/state/redis";
import { vi } from "vitest";

const silent = { info: () => {}, warn: () => {} };

/** A state in the Redis at `url`, once it is reached. */
export async function openRedisState(url: string, lifetimes: Lifetimes): Promise<State> {
  const state = redisState({ ...lifetimes, url, log: silent });
  await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
  return state;
}

/** A Redis in the place of one that was stopped: at the same address, empty. */
export function redisAt(url: string): ChildProcess {
  const { port, hostname } = new URL(url);
  const nothingKept = ["--save", "", "--appendonly", "no"];
  return spawn("redis-server", ["--port", port, "--bind", hostname, ...nothingKept], { stdio: "ignore" });
}

export async function end(process: ChildProcess | undefined): Promise<void> {
  if (!process || process.exitCode !== null || process.signalCode !== null) return;
  const exit = once(process, "exit");
  process.kill("SIGKILL");
  await exit;
}
