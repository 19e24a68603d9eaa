import { expect, test } from "vitest";
import { halfTheTraffic } from "../../src/experiments/half-the-traffic.ts";
import { judge } from "./judge.ts";
import { halfOnVictim } from "./three-customers.ts";

test("the control must hurt the customers who made half of the traffic, the subject must spread the load", () => {
  const elsewhere = halfOnVictim([60, 10, 30], ["bob"]);
  expect(judge(halfTheTraffic, "sticky-cookie", elsewhere)).toMatchObject({
    asPredicted: false,
    unsteady: null,
  });
  const uneven = halfOnVictim([20, 60, 20], []);
  expect(judge(halfTheTraffic, "redis", uneven)).toMatchObject({ asPredicted: false, unsteady: null });
});
