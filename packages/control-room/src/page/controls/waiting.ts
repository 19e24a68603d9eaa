import { describe } from "../../wire/action.ts";
import { sides } from "../live/live-state.ts";
import { sent } from "./dispatch.ts";

/** What actions on these sides have to wait for, as in "rolling"; null if nothing is going on there. */
export function ongoingOn(targets: readonly number[]): string | null {
  const ongoing = targets.map((target) => sides.value[target]?.ongoing).find((action) => action);
  if (ongoing) return ongoing;
  // the server has not said yet that it has begun
  const request = sent.value.find(({ on }) => on.some((side) => targets.includes(side)));
  return request ? describe(request.action).ongoing : null;
}
