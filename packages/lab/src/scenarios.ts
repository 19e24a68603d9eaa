/** How nginx picks a replica: the files of nginx/balancing/. */
export const BALANCINGS = ["round-robin", "least-conn", "random", "ip-hash", "cookie"] as const;
export type Balancing = (typeof BALANCINGS)[number];

export const SCENARIO_NAMES = ["bug", "sticky-ip", "sticky-cookie", "redis"] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/** Where the shop's state lives and how nginx balances. `fixed`: the balancing is what the scenario is about. */
export interface Scenario {
  readonly state: "memory" | "redis";
  readonly balancing: Balancing;
  readonly fixed: boolean;
  readonly about: string;
}

/** What a state and a balancing make together. */
export function scenarioOf(state: Scenario["state"], balancing: Balancing): ScenarioName {
  if (state === "redis") return "redis";
  if (balancing === "ip-hash") return "sticky-ip";
  return balancing === "cookie" ? "sticky-cookie" : "bug";
}

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  bug: {
    state: "memory",
    balancing: "round-robin",
    fixed: false,
    about: "state in each replica's memory, round-robin",
  },
  "sticky-ip": {
    state: "memory",
    balancing: "ip-hash",
    fixed: true,
    about: "the same, patched: customers pinned by address",
  },
  "sticky-cookie": {
    state: "memory",
    balancing: "cookie",
    fixed: true,
    about: "the same, patched: customers pinned by cookie",
  },
  redis: {
    state: "redis",
    balancing: "round-robin",
    fixed: false,
    about: "state in Redis, round-robin: the fix",
  },
};
