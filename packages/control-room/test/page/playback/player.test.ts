import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applySnapshot, sides, subscribe } from "../../../src/page/live/live-state.ts";
import { Player } from "../../../src/page/playback/player.ts";
import { answer, customer } from "../side-view.ts";
import { ordersShown, snapshot, update } from "./frames.ts";

let player: Player;

beforeEach(() => {
  vi.useFakeTimers();
  applySnapshot(snapshot());
  player = new Player();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Updates a second apart from now on; the first counts one order, the second two, and so on. */
function addUpdates(count: number): void {
  const now = player.now();
  for (let orders = 1; orders <= count; orders++)
    player.add({ at: now + orders * 1000, update: update({ orders }) });
}

/** Lets time pass. Returns the orders that are shown then. */
function after(milliseconds: number): number | undefined {
  vi.advanceTimersByTime(milliseconds);
  player.advance();
  return ordersShown();
}

test("a frame is shown when its time has come", () => {
  addUpdates(3);
  expect([after(999), after(1), after(2000)]).toEqual([0, 1, 3]);
});

test("nothing is shown and the clock stands still while it is paused", () => {
  addUpdates(3);
  player.pause();
  const paused = player.now();
  expect(after(5000)).toBe(0);
  expect(player.now()).toBe(paused);
  player.play();
  expect([after(999), after(1)]).toEqual([0, 1]);
});

test("at half speed it takes twice as long", () => {
  addUpdates(3);
  player.setSpeed(0.5);
  expect([after(1999), after(1), after(2000)]).toEqual([0, 1, 2]);
  player.setSpeed(1);
  expect(after(1000)).toBe(3);
});

test("a step pauses and shows one frame, however far away, and moves the clock to it", () => {
  addUpdates(3);
  player.step();
  expect([player.isPlaying.value, ordersShown()]).toEqual([false, 1]);
  player.step();
  expect(ordersShown()).toBe(2);
  player.play();
  expect([after(999), after(1)]).toEqual([2, 3]);
  player.step();
  expect(ordersShown()).toBe(3);
});

test("a long time without frames is skipped, but not while it is paused", () => {
  player.add({ at: player.now() + 60_000, update: update({ orders: 7 }) });
  expect(ordersShown()).toBe(7);
  player.pause();
  player.add({ at: player.now() + 60_000, update: update({ orders: 8 }) });
  expect(after(0)).toBe(7);
});

test("a skip resets the customers to what they are then, and plays the last second answer by answer", () => {
  const received: number[] = [];
  const resets: number[][] = [];
  const unsubscribe = subscribe(0, {
    reset: (customers) => void resets.push([...customers].map(({ items }) => items)),
    receive: (answers) => void received.push(...answers.map(({ items }) => items)),
  });
  const now = player.now();
  for (let second = 1; second <= 10; second++)
    player.add({
      at: now + second * 1000,
      update: update({ orders: second }, answer(1, { items: second * 10 })),
    });
  player.skipTo(now + 8500);
  unsubscribe();
  expect(resets).toEqual([[customer(1).items], [70]]);
  expect(received).toEqual([80]);
  expect([ordersShown(), player.now()]).toEqual([8, now + 8500]);
});

test("collapsed frames have the same outcome as if all had been shown", () => {
  player.pause();
  addUpdates(5);
  player.collapse();
  player.step();
  expect(ordersShown()).toBe(5);
  expect(sides.value[0]?.points.map(({ time }) => time)).toEqual([1, 2, 3, 4, 5]);
});
