import { SCENARIO_NAMES, type ScenarioName } from "@shop/lab/scenarios.ts";
import type { SideView } from "./live-state.ts";

/**
 * The scenario that a side was opened as. The present one changes with the balancing; the name of the deployment stays: `bug`, or `bug-2`
 * where both sides were opened as `bug`.
 */
export function openedAs({ name, scenario }: Pick<SideView, "name" | "scenario">): ScenarioName {
  return SCENARIO_NAMES.find((opened) => name === opened || name === `${opened}-2`) ?? scenario;
}
