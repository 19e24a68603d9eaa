import { expect, test } from "vitest";
import { between, render, type Sample, textOf } from "./sample-report.ts";

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
  expect(text).toContain("predicted for redis ✗ 2 % on the fresh replica");
  expect(text).toContain("predicted for bug ✓ 0 of 20 completed");
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

test("a report of many claims is folded, with a table of contents; one of few is not", () => {
  const few = ["one", "two", "three"].map((name): Sample => ({ name }));
  const many: Sample[] = [...few, { name: "four", verdict: "deviated" }];
  expect(render(few).match(/<details class="experiment" open>/g)).toHaveLength(3);
  expect(render(many)).not.toContain('<details class="experiment" open>');
  const contents = between(render(many, [{ name: "five" }]), '<nav class="contents"', "</nav>");
  expect(textOf(contents)).toMatch(/✓ as predicted: three ✗ not as predicted: four$/);
  for (const { name } of many) {
    expect(contents).toContain(`href="#${name}"`);
    expect(render(many)).toContain(`id="${name}"`);
  }
});

test("the picture of the headline's experiment stands under the headline, and nowhere else", () => {
  const page = render([{ name: "dead-replica", headline: () => "A server died." }]);
  expect(textOf(between(page, "<h1>", "</figure>"))).toMatch(/^A server died\. .* Who was served by whom/);
  expect(page.match(/>redis: who was served by whom</g)).toHaveLength(1);
  expect(page).toContain('href="#picture"');
});
