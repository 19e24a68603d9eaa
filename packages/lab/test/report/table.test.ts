import { styleText } from "node:util";
import { expect, test } from "vitest";
import { table } from "../../src/report/table.ts";

test("columns are as wide as their widest cell, not counting colour codes", () => {
  const red = styleText("red", "stopped", { validateStream: false });
  expect(
    table([
      ["", "state"],
      ["shop-1", "ready"],
      ["a", red],
    ]),
  ).toBe(`         state\n──────   ───────\nshop-1   ready\na        ${red}`);
});
