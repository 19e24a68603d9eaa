import { expect, test } from "vitest";
import { rollingDeploy } from "../../src/experiments/rolling-deploy.ts";
import { judge } from "./judge.ts";
import { goOn, NAMES, settled } from "./three-customers.ts";

test("with shared state not one request may fail", () => {
  const history = settled()
    .act("roll")
    .answer("ann", "cart", { type: "unknown", status: 502 })
    .act("roll done");
  expect(judge(rollingDeploy, "redis", goOn(history, []))).toMatchObject({
    asPredicted: false,
    unsteady: null,
  });
});

test("unsteady when nobody clicked during the roll", () => {
  const history = goOn(settled().act("roll").act("roll done"), NAMES);
  expect(judge(rollingDeploy, "sticky-cookie", history).unsteady).toContain("nobody clicked");
});
