import type { Settings } from "./runtime.ts";

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);

/** The names of a deployment's nginx. */
export const balancerNames = ({ balancers }: Settings): string[] =>
  balancers ? numbered("nginx", balancers) : ["nginx"];

/** The servers that keep the state in Redis, by name, in groups that start one after the other. */
export function serverStages({ store }: Settings): string[][] {
  // Sentinels last, so that they hear of the replicas at once, and not after ten seconds
  if (store === "sentinel") return [numbered("redis", 3), numbered("sentinel", 3)];
  return [store === "cluster" ? numbered("redis", 6) : ["redis"]];
}

export const serverNames = (settings: Settings): string[] => serverStages(settings).flat();
