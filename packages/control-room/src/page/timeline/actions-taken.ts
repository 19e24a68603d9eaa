import type { Annotation } from "../../wire/timeline.ts";
import type { SideView } from "../live/live-state.ts";
import { openedAs } from "../live/opened-as.ts";

/** An action of the last two minutes, with the sides to which it was applied. */
export interface ActionTaken extends Annotation {
  readonly scenarios: readonly string[];
}

/** All actions of the last two minutes, in their order. */
export function actionsTaken(
  sides: readonly Pick<SideView, "name" | "scenario" | "annotations">[],
): readonly ActionTaken[] {
  const all = sides.flatMap((side) =>
    side.annotations.map((annotation) => ({ ...annotation, scenario: openedAs(side) })),
  );
  // a failed action has two annotations with one number: what was tried, and that it failed
  return [...Map.groupBy(all, ({ number, text }) => `${number} ${text}`).values()]
    .map((same) => ({ ...(same[0] as Annotation), scenarios: same.map(({ scenario }) => scenario) }))
    .toSorted((a, b) => a.number - b.number || a.time - b.time);
}
