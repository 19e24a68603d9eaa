import { setTimeout as sleep } from "node:timers/promises";

/** What came of one request. */
export interface Click {
  readonly status: number;
  readonly replica: string | null;
  readonly milliseconds: number;
}

/** Milliseconds from one click to the next: nginx serves one address 200 a second (nginx/limits.conf). */
const PACE = 25;

/** `count` requests one after the other, each over a connection of its own. `path` must be one that every replica answers. */
export async function clicks(
  url: string,
  count: number,
  headers: Record<string, string> = {},
  path = "/public/favicon.svg",
): Promise<Click[]> {
  const results: Click[] = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    const response = await fetch(new URL(path, url), { headers: { connection: "close", ...headers } });
    await response.arrayBuffer();
    const milliseconds = performance.now() - began;
    results.push({ status: response.status, replica: response.headers.get("x-served-by"), milliseconds });
    if (milliseconds < PACE) await sleep(PACE - milliseconds);
  }
  return results;
}

/** The names of the replicas that answered, sorted, each once. */
export function replicasOf(results: readonly Click[]): (string | null)[] {
  return [...new Set(results.map(({ replica }) => replica))].toSorted();
}
