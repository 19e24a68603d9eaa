import { expect, test } from "vitest";
import { markdownOf } from "../../src/page/verdict/markdown.ts";
import { verdictOf } from "../../src/page/verdict/verdict.ts";
import type { Statistics } from "../../src/wire/side.ts";
import { lastAction, point, redisSideView, sideView } from "./side-view.ts";

/** The verdict 34 seconds after a kill of shop-2, with what both sides have counted since. */
const verdict = (
  memory: Partial<Statistics>,
  redis: Partial<Statistics> = {},
  differs: Parameters<typeof lastAction>[0] = {},
) =>
  verdictOf(
    lastAction(differs),
    [sideView({ statistics: memory, points: [point(1034)] }), redisSideView({ statistics: redis })],
    "native",
  );

test("the headline has the first kind of harm that any side suffered, with the count of each", () => {
  expect(verdict({ signedOut: 20, cartsLost: 15 }).headline).toBe("Killed shop-2: 20 signed out / 0");
  expect(verdict({ orders: 3 }, { unavailable: 591 }).headline).toBe("Killed shop-2: 0 got a 503 / 591");
  expect(verdict({ cartsLost: 1 }).headline).toBe("Killed shop-2: 1 cart lost / 0");
  expect(verdict({ orders: 3 }).headline).toBe("Killed shop-2: nobody was hurt");
});

test("a side that the action was not applied to is no part of the headline, and is marked in the table", () => {
  const { headline, columns } = verdict({ signedOut: 4 }, { unavailable: 9 }, { targets: [1] });
  expect(headline).toBe("Killed shop-2 on redis: 9 got a 503");
  expect(columns).toMatchObject([
    { scenario: "sticky-cookie", note: "not touched" },
    { scenario: "redis", note: "by round-robin" },
  ]);
});

test("where the sides differ in customers, both counts are named", () => {
  expect(verdict({ customers: 60 }, { customers: 80 }).setting).toContain(": 60 and 80 customers, seed 1");
});

test("the sides are opened as they were, whatever they balance by since", () => {
  const opened = (...names: string[]) =>
    verdictOf(
      lastAction(),
      names.map((name) => sideView({ name, scenario: "sticky-cookie" })),
      "native",
    ).commands;
  expect(opened("bug", "redis")).toEqual([
    "scripts/lab open bug redis --customers 60 --seed 1",
    "scripts/lab kill 2 --name bug",
    "scripts/lab kill 2 --name redis",
  ]);
  // the second deployment of a scenario
  expect(opened("bug", "bug-2")[0]).toBe("scripts/lab open bug bug --customers 60 --seed 1");
  // a name that says nothing of the scenario
  expect(opened("left")[0]).toBe("scripts/lab open sticky-cookie --customers 60 --seed 1");
});

test("the Markdown has a table, the seed and the commands", () => {
  const markdown = markdownOf(verdict({ orders: 12, signedOut: 20, cartsLost: 15 }, { orders: 40 }));
  expect(markdown.replace(/\d\d:\d\d:\d\d/, "14:03:12")).toBe(`**Killed shop-2: 20 signed out / 0**

| since then | \`sticky-cookie\` (by cookie) | \`redis\` (by round-robin) |
| --- | ---: | ---: |
| signed out | 20 | 0 |
| carts lost | 15 | 0 |
| got a 503 | 0 | 0 |
| no answer | 0 | 0 |
| orders | 12 | 40 |

Counted for 34 s from 14:03:12 on: 60 customers on each side, seed 1, native.

\`\`\`sh
scripts/lab open sticky-cookie redis --customers 60 --seed 1
scripts/lab kill 2 --name left
scripts/lab kill 2 --name right
\`\`\`
`);
});
