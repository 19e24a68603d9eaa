import { expect, test } from "vitest";
import { type Blow, commandOf, deedOf } from "../src/wire/action.ts";

test("each blow has a command and a deed", () => {
  const blows: [Blow, command: string, deed: string][] = [
    [{ act: "kill", member: "shop-2" }, "scripts/lab kill 2", "killed shop-2"],
    [{ act: "start", member: "redis" }, "scripts/lab start redis", "started redis"],
    [{ act: "scale", replicas: 5 }, "scripts/lab scale 5", "scaled to 5"],
    [{ act: "roll" }, "scripts/lab roll", "rolled"],
    [{ act: "balance", balancing: "cookie" }, "scripts/lab balance cookie", "cookie"],
    [{ act: "customers", customers: 80 }, "scripts/lab open --customers 80", "80 customers"],
  ];
  for (const [blow, command, deed] of blows) expect([commandOf(blow), deedOf(blow)]).toEqual([command, deed]);
});
