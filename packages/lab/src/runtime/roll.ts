import type { Member, Runtime, Say } from "./runtime.ts";

/** A rolling deploy: restarts one replica after the other gracefully, each when the one before is ready. Returns their names. */
export async function roll(
  members: readonly Member[],
  by: Pick<Runtime, "stop" | "start">,
  say: Say,
): Promise<string[]> {
  const replicas = members.filter(({ role }) => role === "replica");
  for (const replica of replicas) {
    say(`restarting ${replica.name}`);
    await by.stop(replica);
    await by.start(replica);
  }
  return replicas.map(({ name }) => name);
}
