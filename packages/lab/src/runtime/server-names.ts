import type { Settings } from "./runtime.ts";

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);

/** The names of a deployment's nginx. */
export const balancerNames = ({ balancers }: Settings): string[] =>
  balancers ? numbered("nginx", balancers) : ["nginx"];

/** The names of the servers that keep the state in Redis. */
export function serverNames({ store }: Settings): string[] {
  if (store === "sentinel") return [...numbered("redis", 3), ...numbered("sentinel", 3)];
  return store === "cluster" ? numbered("redis", 6) : ["redis"];
}
