import { expect, test } from "vitest";
import { blueGreen } from "../../src/experiments/blue-green.ts";
import { judge } from "./judge.ts";
import { goOn, look, settled, switched } from "./three-customers.ts";

test("unsteady when green served before the switch, or hardly anybody after it", () => {
  const early = look(settled(), "ann", "next-1", 1).act("release 3 with 100 %");
  const beforehand = goOn(early.act("release 3 with 100 % done"), []);
  expect(judge(blueGreen, "redis", beforehand).unsteady).toContain("before the switch");
  expect(judge(blueGreen, "redis", switched([], "shop-1")).unsteady).toContain("green served 0 %");
});
