import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sides } from "../../../src/page/live/live-state.ts";
import { markAt } from "../../../src/page/playback/marks.ts";
import { player } from "../../../src/page/playback/player.ts";
import {
  duration,
  load,
  marks,
  position,
  seek,
  toggle,
} from "../../../src/page/playback/recorded-playback.ts";
import type { Chapter, Recording } from "../../../src/wire/recording.ts";
import { answer } from "../side-view.ts";
import { ordersShown, snapshot, update } from "./frames.ts";

/** Ten seconds with an order in each. shop-2 is killed after three, on a second side a moment later. */
const recorded = (...chapters: Chapter[]): Recording => ({
  header: {
    version: 1,
    title: "A recording",
    began: "2026-11-26T12:00:00.000Z",
    command: "scripts/lab open redis",
    runtime: "native",
    scenarios: ["redis"],
    seed: 1,
    chapters,
  },
  frames: [
    { at: 0, snapshot: snapshot() },
    ...Array.from({ length: 10 }, (_, i) => ({
      at: (i + 1) * 1000,
      update: update({ orders: i + 1, ...(i === 2 && { text: "killed shop-2" }) }),
    })).toSpliced(3, 0, { at: 3500, update: update({ orders: 3, text: "killed shop-2" }) }),
  ],
});

beforeEach(() => {
  vi.useFakeTimers();
  load(recorded());
});
afterEach(() => {
  vi.useRealTimers();
});

test("a recording begins paused", () => {
  expect([player.isPlaying.value, position.value, duration(), ordersShown()]).toEqual([false, 0, 10, 0]);
});

test("seeking shows the state at that time, forwards and backwards, and stays within the recording", () => {
  const ordersAt = (seconds: number) => {
    seek(seconds);
    return [position.value, ordersShown()];
  };
  expect(ordersAt(5.5)).toEqual([5.5, 5]);
  expect(ordersAt(2)).toEqual([2, 2]);
  expect(ordersAt(99)).toEqual([10, 10]);
  expect(ordersAt(-1)).toEqual([0, 0]);
});

test("a moment knows the clicks that led to it, however the viewer got there", () => {
  const { header, frames } = recorded();
  const clicking = frames.map((frame) =>
    frame.snapshot ? frame : { ...frame, update: update({ orders: 0 }, answer(1)) },
  );
  load({ header, frames: clicking });
  const clicksAt = (seconds: number) => {
    seek(seconds);
    return sides.value[0]?.customers[0]?.clicks?.length;
  };
  expect([clicksAt(9), clicksAt(2), clicksAt(5)]).toEqual([10, 2, 6]);
});

test("it plays on from where it was sought to, and at the end from the beginning", () => {
  seek(5);
  toggle();
  vi.advanceTimersByTime(2000);
  player.advance();
  expect(ordersShown()).toBe(7);
  toggle();
  seek(10);
  toggle();
  expect([player.isPlaying.value, position.value, ordersShown()]).toEqual([true, 0, 0]);
});

test("its chapters are its marks; without chapters its actions are", () => {
  const mark = { at: 3000, title: "killed shop-2", text: "" };
  expect(marks.value).toEqual([mark]);
  expect([markAt(marks.value, 2.9), markAt(marks.value, 3)]).toEqual([undefined, mark]);
  const chapter = { at: 0, title: "The beginning", text: "Look." };
  load(recorded(chapter));
  expect(marks.value).toEqual([chapter]);
});
