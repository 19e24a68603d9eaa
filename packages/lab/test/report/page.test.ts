import { expect, test } from "vitest";
import { render, textOf } from "./sample-report.ts";

test("every experiment shows claim, verdict, prediction beside observation, method and meaning", () => {
  const text = textOf(
    render([
      { name: "checkout-bug", observed: { bug: "0 of 20 completed", redis: "19 of 20 completed" } },
      { name: "scale-up", verdict: "deviated", observed: { redis: "2 % on the fresh replica" } },
    ]),
  );
  for (const name of ["checkout-bug", "scale-up"]) {
    for (const part of ["claim", "method", "meaning"]) expect(text).toContain(`The ${part} of ${name}.`);
  }
  expect(text).toContain("✓ as predicted checkout-bug The claim of checkout-bug.");
  expect(text).toContain("✗ not as predicted scale-up The claim of scale-up.");
  expect(text).toContain("redis predicted for redis ✗ 2 % on the fresh replica");
  expect(text).toContain("bug predicted for bug ✓ 0 of 20 completed");
});

test("text from a run is escaped", () => {
  const evil = `<img src=x onerror="alert('&')">`;
  const page = render([
    {
      name: "dead-replica",
      claim: evil,
      observed: { redis: evil },
      numbers: { [evil]: 1 },
      acts: [{ time: 1, act: evil }],
    },
    { name: "canary", verdict: "inconclusive", unsteady: evil },
  ]);
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=x onerror=");
});

test("the page needs neither network nor script", () => {
  const page = render([{ name: "checkout-bug" }, { name: "redis-cost" }, { name: "behind-nat" }]);
  expect(page).not.toMatch(/<script|<link|<iframe|@import|javascript:/i);
  // the one address that may stand there is the name of the SVG namespace, which nobody fetches
  expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:\/\//);
  expect(page).not.toMatch(/url\((?!#)/);
});

test("the page is one line, with a space for each line break", () => {
  const page = render([{ name: "checkout-bug" }]).trim();
  expect(page).not.toContain("\n");
  expect(page.replace(/<[^>]*>/g, "")).toContain("lie beside this file; scripts/lab judge judges one again");
});
