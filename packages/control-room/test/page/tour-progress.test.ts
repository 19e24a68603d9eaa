import { beforeEach, expect, test } from "vitest";
import { sides } from "../../src/page/live/live-state.ts";
import {
  before,
  bothSides,
  goTo,
  isSeen,
  markPressed,
  position,
  pressed,
} from "../../src/page/tour/progress.ts";
import { redisSideView, sideView } from "./side-view.ts";

/** The side with state in memory has signed out so many customers since it was opened. */
const signOut = (signedOut: number) => {
  sides.value = [sideView({ statistics: { signedOut } }), redisSideView()];
};

beforeEach(() => {
  signOut(100);
  goTo(0);
});

test("the tour compares state in memory on the left with state in Redis on the right", () => {
  expect(bothSides.value?.memory.state).toBe("memory");
  sides.value = [redisSideView(), sideView()];
  expect(bothSides.value).toBeNull();
  sides.value = [sideView(), sideView()];
  expect(bothSides.value).toBeNull();
  sides.value = [sideView()];
  expect(bothSides.value).toBeNull();
});

test("a step counts from the moment before its first button was pressed", () => {
  signOut(200);
  expect(isSeen.value).toBe(false);
  markPressed(0);
  signOut(205);
  markPressed(1);
  expect(before.value?.memory.statistics.signedOut).toBe(200);
  expect([...pressed.value]).toEqual([0, 1]);
  expect(isSeen.value).toBe(false);
  signOut(210);
  expect(isSeen.value).toBe(true);
});

test("what was seen stays seen", () => {
  markPressed(0);
  signOut(110);
  expect(isSeen.value).toBe(true);
  sides.value = [
    sideView({ statistics: { signedOut: 110 } }),
    redisSideView({ statistics: { cartsLost: 1 } }),
  ];
  expect(isSeen.value).toBe(true);
});

test("another step begins anew", () => {
  markPressed(0);
  signOut(110);
  goTo(1);
  expect([position.value, before.value, pressed.value.size, isSeen.value]).toEqual([1, null, 0, false]);
});

test("outside of the tour nothing is seen", () => {
  goTo(null);
  markPressed(0);
  signOut(200);
  expect(isSeen.value).toBe(false);
});
