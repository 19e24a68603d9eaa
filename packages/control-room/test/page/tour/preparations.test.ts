import { expect, test } from "vitest";
import { preparations } from "../../../src/page/tour/preparations.ts";
import { redis, redisSideView, replica, sideView } from "../side-view.ts";

const START = { balancing: "cookie", replicas: 3 } as const;

test("nothing has to be prepared where a step starts", () => {
  expect(preparations(START, { memory: sideView(), redis: redisSideView() })).toEqual([]);
});

test("what is dead is started, then the number of replicas and the balancing are changed, on each side", () => {
  const replicas = [1, 2, 3, 4].map((n) => replica(`shop-${n}`));
  const memory = sideView({
    balancing: "ip-hash",
    members: [replica("shop-1", { state: "dead" }), replica("shop-2", { state: "stopped" })],
  });
  const shared = redisSideView({ balancing: "random", members: [...replicas, redis("stopped")] });
  expect(preparations(START, { memory, redis: shared })).toEqual([
    { on: "memory", action: { type: "start", member: "shop-1" } },
    { on: "memory", action: { type: "start", member: "shop-2" } },
    { on: "memory", action: { type: "scale", replicas: 3 } },
    { on: "memory", action: { type: "balance", balancing: "cookie" } },
    { on: "redis", action: { type: "start", member: "redis" } },
    { on: "redis", action: { type: "scale", replicas: 3 } },
    { on: "redis", action: { type: "balance", balancing: "round-robin" } },
  ]);
});

test("a dead Redis is started before the replicas, which need it", () => {
  const members = [replica("shop-1", { state: "dead" }), replica("shop-2"), redis("dead")];
  const actions = preparations(
    { balancing: "cookie" },
    { memory: sideView(), redis: redisSideView({ members }) },
  );
  expect(actions).toEqual([
    { on: "redis", action: { type: "start", member: "redis" } },
    { on: "redis", action: { type: "start", member: "shop-1" } },
  ]);
});

test("a step may start with any number of replicas", () => {
  const memory = sideView({ members: [replica("shop-1"), replica("shop-2", { state: "starting" })] });
  expect(preparations({ balancing: "cookie" }, { memory, redis: redisSideView() })).toEqual([]);
});
