import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backToLive, MAX_BEHIND_MS, receive } from "../../../src/page/playback/live-playback.ts";
import { player } from "../../../src/page/playback/player.ts";
import { ordersShown, snapshot, update } from "./frames.ts";

let orders: number;

beforeEach(() => {
  vi.useFakeTimers();
  orders = 0;
  backToLive();
  receive({ snapshot: snapshot() });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets the server send an update each second, with one more order. */
function serve(seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    vi.advanceTimersByTime(1000);
    orders++;
    receive({ update: update({ orders }) });
  }
}

test("what the server sends is shown at once", () => {
  serve(1);
  expect(ordersShown()).toBe(1);
});

test("what comes during a pause is shown afterwards, as late as it was paused", () => {
  player.pause();
  serve(3);
  expect(ordersShown()).toBe(0);
  player.play();
  serve(2);
  expect([ordersShown(), orders]).toEqual([2, 5]);
});

test("back to live skips what was missed", () => {
  player.pause();
  serve(30);
  backToLive();
  expect(ordersShown()).toBe(30);
  serve(1);
  expect(ordersShown()).toBe(31);
});

test("after a pause that was too long, everything that was missed is skipped", () => {
  player.pause();
  serve(MAX_BEHIND_MS / 1000 + 60);
  expect(ordersShown()).toBe(0);
  player.play();
  player.advance();
  expect(ordersShown()).toBe(orders);
});
