import { expect, test } from "vitest";
import { describeSide } from "../../src/page/diagram/describe-side.ts";
import { nginx, redis, redisSideView, replica, sideView } from "./side-view.ts";

test("the picture of a side has the same in words", () => {
  const members = [replica("shop-1"), replica("shop-2", { state: "dead" }), nginx("dead"), redis("starting")];
  const text = describeSide(redisSideView({ members, statistics: { strangers: 20, cartsLost: 15 } }));
  expect(text).toContain("60 customers, 20 of them taken for strangers.");
  expect(text).toContain(
    "nginx balances by round-robin. shop-1 is ready, shop-2 is dead, nginx is dead, redis is not ready.",
  );
  expect(text).toContain("15 carts lost so far.");
});

test("while every request fails nobody is counted as a stranger", () => {
  const text = describeSide(sideView({ statistics: { strangers: null } }));
  expect(text).toContain("60 customers, and every request fails.");
});
