import { expect, test } from "vitest";
import { comparisonRow, render, textOf } from "./sample-report.ts";

test("the comparison's cells hold what was measured, sticky beside shared", () => {
  const row = comparisonRow(
    render([
      {
        name: "dead-replica",
        row: "server-dies",
        observed: { "sticky-cookie": "7 of 20 signed out", redis: "0 of 20 signed out" },
      },
    ]),
    "If a server dies",
  );
  const [sticky, shared] = row.split("The others carry on");
  expect(sticky).toContain("7 of 20 signed out dead-replica sticky-cookie");
  expect(shared).toContain("0 of 20 signed out dead-replica redis");
});

test("scenarios with the same observation are listed once", () => {
  const seen = "20 of 20 completed";
  const row = comparisonRow(
    render([
      {
        name: "checkout-bug",
        row: "where-state-lives",
        observed: { "sticky-ip": seen, "sticky-cookie": seen },
      },
    ]),
    "Where the session lives",
  );
  expect(row).toContain(`${seen} checkout-bug sticky-ip, sticky-cookie`);
});

test("an experiment that was not run, or is inconclusive, is shown as not measured, without a number", () => {
  const observed = { "sticky-cookie": "7 of 20 signed out", redis: "0 of 20 signed out" };
  const unsteady = "of 20 customers 3 could sign in";
  const page = render(
    [{ name: "dead-replica", row: "server-dies", verdict: "inconclusive", unsteady, observed }],
    [{ name: "rolling-deploy", row: "deploys" }],
  );
  const dies = comparisonRow(page, "If a server dies");
  expect(dies).not.toContain("7 of 20");
  expect(dies.match(/dead-replica not measured in this run/g)).toHaveLength(2);
  const deploys = comparisonRow(page, "Deploys");
  expect(deploys.match(/rolling-deploy not measured in this run/g)).toHaveLength(2);
  expect(textOf(page)).toContain(
    "– not run rolling-deploy The claim of rolling-deploy. not measured in this run",
  );
  expect(textOf(page)).toContain(`? ${unsteady}`);
});

test("the comparison marks deviations too", () => {
  const observed = { "sticky-cookie": "0 of 20 signed out" };
  const row = comparisonRow(
    render([{ name: "dead-replica", row: "server-dies", verdict: "deviated", observed }]),
    "If a server dies",
  );
  expect(row).toContain("0 of 20 signed out ✗ not as predicted");
});
