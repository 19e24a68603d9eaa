import type { MemberState } from "@shop/lab/runtime/runtime.ts";
import { expect, test } from "vitest";
import type { Action } from "../src/wire/action.ts";
import { whyImpossible } from "../src/wire/why-impossible.ts";
import { redis, replica } from "./page/side-view.ts";

const START: Action = { type: "start", member: "shop-1" };
const NEEDS_REPLICAS: Action[] = [START, { type: "roll" }, { type: "scale", replicas: 5 }];
const DEAD = replica("shop-1", { state: "dead" });

test.for(["dead", "stopped"] as const)("nothing makes a replica start while Redis is %s", (state) => {
  const members = [DEAD, replica("shop-2"), redis(state)];
  for (const action of NEEDS_REPLICAS)
    expect(whyImpossible(action, members), action.type).toBe("Redis is stopped: start it first");
  expect(whyImpossible({ type: "start", member: "redis" }, members)).toBeNull();
  expect(whyImpossible({ type: "kill", member: "shop-2" }, members)).toBeNull();
});

test("replicas start where Redis runs, and where there is none", () => {
  for (const members of [[DEAD, redis()], [DEAD, redis("starting")], [DEAD]])
    for (const action of NEEDS_REPLICAS) expect(whyImpossible(action, members), action.type).toBeNull();
});

test("the balancing does not change while nginx is stopped", () => {
  const nginx = (state: MemberState) => replica("nginx", { role: "nginx", state });
  const why = (state: MemberState) => whyImpossible({ type: "balance", balancing: "cookie" }, [nginx(state)]);
  expect(why("stopped")).toBe("nginx is stopped: start it in a terminal first");
  expect(why("dead")).toBe("nginx is stopped: start it in a terminal first");
  expect(why("ready")).toBeNull();
});
