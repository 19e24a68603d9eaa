import { expect, test } from "vitest";
import { scaleUp } from "../../src/experiments/scale-up.ts";
import { judge } from "./judge.ts";
import { scaledUp } from "./three-customers.ts";

test("unsteady when no newcomer met the fresh replica", () => {
  const { acts, events } = scaledUp(0);
  const unmet = { acts, samples: [], events: events.filter(({ shopper }) => shopper !== "newcomer") };
  expect(judge(scaleUp, "sticky-cookie", unmet).unsteady).toContain("shop-4");
});
