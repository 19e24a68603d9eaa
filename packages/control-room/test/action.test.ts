import { expect, test } from "vitest";
import { type Action, commandOf, describe } from "../src/wire/action.ts";

test("each action has a description, and a command if there is one that does the same", () => {
  const actions: [Action, command: string | null, ongoing: string, done: string][] = [
    [{ type: "kill", member: "shop-2" }, "kill 2", "killing shop-2", "killed shop-2"],
    [{ type: "stop", member: "shop-2" }, "stop 2", "stopping shop-2", "stopped shop-2"],
    [{ type: "start", member: "redis" }, "start redis", "starting redis", "started redis"],
    [{ type: "scale", replicas: 5 }, "scale 5", "scaling to 5", "scaled to 5"],
    [{ type: "roll" }, "roll", "rolling", "rolled"],
    [{ type: "balance", balancing: "cookie" }, "balance cookie", "balancing by cookie", "switched to cookie"],
    [{ type: "customers", change: 20 }, null, "adding 20 customers", "added 20 customers"],
    [{ type: "customers", change: -20 }, null, "removing 20 customers", "removed 20 customers"],
  ];
  for (const [action, command, ongoing, done] of actions) {
    expect(commandOf(action, undefined)).toBe(command && `scripts/lab ${command}`);
    expect(commandOf(action, "b")).toBe(command && `scripts/lab ${command} --name b`);
    expect(describe(action)).toEqual({ ongoing, done });
  }
});
