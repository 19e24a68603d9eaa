import { expect, test } from "vitest";
import { memberOfKey } from "../../src/page/presenter/keys.ts";
import { redisSideView, sideView } from "./side-view.ts";

test("1 to 8 are replicas and R is Redis, where there are such", () => {
  const keys = ["1", "3", "4", "9", "0", "r", "R", "x", "Enter"];
  const members = (...sides: Parameters<typeof memberOfKey>[1]) => keys.map((key) => memberOfKey(key, sides));
  const [one, three, redis] = ["shop-1", "shop-3", "redis"];
  expect(members(sideView(), redisSideView())).toEqual([
    one,
    three,
    null,
    null,
    null,
    redis,
    redis,
    null,
    null,
  ]);
  expect(members(sideView())).toEqual([one, three, null, null, null, null, null, null, null]);
});
