import { beforeEach, expect, test } from "vitest";
import { sides } from "../../../src/page/live/live-state.ts";
import { backToLive, receive } from "../../../src/page/playback/live-playback.ts";
import { player } from "../../../src/page/playback/player.ts";
import { attempt, bothSides, goTo, markPressed, position, predict } from "../../../src/page/tour/progress.ts";
import { snapshot } from "../playback/frames.ts";
import { redisSideView, sideView } from "../side-view.ts";

/** The side with state in memory has signed out so many customers since it was opened, and most of them are strangers. */
const signOut = (signedOut: number) => {
  sides.value = [sideView({ statistics: { signedOut, strangers: 40 } }), redisSideView()];
};

beforeEach(() => {
  signOut(100);
  goTo(0);
});

test("the tour finds state in memory and state in Redis in whichever order they stand", () => {
  expect(bothSides.value?.memory.state).toBe("memory");
  sides.value = [redisSideView(), sideView()];
  expect([bothSides.value?.memory.state, bothSides.value?.redis.state]).toEqual(["memory", "redis"]);
  sides.value = [sideView(), sideView()];
  expect(bothSides.value).toBeNull();
  sides.value = [sideView()];
  expect(bothSides.value).toBeNull();
});

test("a step counts from the moment before its first button was pressed", () => {
  predict(2);
  signOut(200);
  expect(attempt.value.isSeen).toBe(false);
  markPressed(0);
  signOut(205);
  markPressed(1);
  expect(attempt.value.before?.memory.statistics.signedOut).toBe(200);
  expect([...attempt.value.pressed]).toEqual([0, 1]);
  expect(attempt.value.isSeen).toBe(false);
  signOut(210);
  expect(attempt.value).toMatchObject({ isSeen: true, predicted: 2 });
});

test("a button that is pressed during a pause counts from now, not from the pause", () => {
  const signedOutBy = (signedOut: number) => ({
    ...snapshot(),
    sides: [sideView({ statistics: { signedOut } }), redisSideView()],
  });
  backToLive();
  receive({ snapshot: signedOutBy(100) });
  player.pause();
  receive({ snapshot: signedOutBy(160) });
  markPressed(0);
  expect(attempt.value.before?.memory.statistics.signedOut).toBe(160);
  expect(attempt.value.isSeen).toBe(false);
});

test("what was seen stays seen", () => {
  markPressed(0);
  signOut(110);
  expect(attempt.value.isSeen).toBe(true);
  sides.value = [
    sideView({ statistics: { signedOut: 110 } }),
    redisSideView({ statistics: { cartsLost: 1 } }),
  ];
  expect(attempt.value.isSeen).toBe(true);
});

test("another step begins anew", () => {
  predict(1);
  markPressed(0);
  signOut(110);
  goTo(1);
  expect(position.value).toBe(1);
  expect(attempt.value).toEqual({
    predicted: null,
    before: null,
    latest: null,
    pressed: new Set(),
    isSeen: false,
  });
});

test("outside of the tour nothing is seen", () => {
  goTo(null);
  markPressed(0);
  signOut(200);
  expect(attempt.value.isSeen).toBe(false);
});
