import { SCENARIO_NAMES, type Scenario, type ScenarioName } from "../../scenarios.ts";
import { STORES, type Store } from "../runtime.ts";
import type { Container } from "./containers.ts";

/** What the names of a deployment's services end with: where its state lives. `store`: several Redis servers, in place of one. */
export const backendOf = (state: Scenario["state"], store: Store | undefined): string =>
  store ? `${state}-${store}` : state;

/** The profile of a scenario in docker-compose.yml or compose.stores.yml. */
export const profileOf = (scenario: ScenarioName, store: Store | undefined): string =>
  store ? `${scenario}-${store}` : scenario;

/** The service of a Redis or a Sentinel, by its name: a service cannot be one of a cluster in one profile and not in another. */
export const serviceIn =
  (store: Store | undefined) =>
  (name: string): string =>
    store === "cluster" ? name.replace("redis-", "node-") : name;

/** The store of these containers; undefined where their state is in one Redis, or in none. */
export function storeIn(containers: readonly Pick<Container, "service">[]): Store | undefined {
  const has = (wanted: string) => containers.some(({ service }) => service === wanted);
  return has("node-1") ? "cluster" : has("redis-1") ? "sentinel" : undefined;
}

export const PROFILES: readonly string[] = [
  ...SCENARIO_NAMES,
  ...STORES.map((store) => profileOf("redis", store)),
];
