import type { Runtime, Say } from "./runtime.ts";

/**
 * What a rolling deploy does: restarts replica after replica, gracefully, going on when one is ready again. Gives their names.
 * `by` does the stopping and starting.
 */
export async function roll(
  runtime: Runtime,
  say: Say,
  by: Pick<Runtime, "stop" | "start"> = runtime,
): Promise<string[]> {
  const replicas = (await runtime.members()).filter(({ role }) => role === "replica");
  for (const { name } of replicas) {
    say(`restarting ${name}`);
    await by.stop(name);
    await by.start(name);
  }
  return replicas.map(({ name }) => name);
}
