import { setTimeout as sleep } from "node:timers/promises";
import type { Runtime } from "@shop/lab/runtime/runtime.ts";
import { beforeEach, expect, test } from "vitest";
import { ControlRoom } from "../src/server/control-room.ts";
import { Side } from "../src/server/side.ts";
import { fakeRuntime } from "./fake-runtime.ts";

const KILL = { type: "kill", member: "shop-1" } as const;

/** A control room in which a kill fails at once on the left side, and takes a while on the right one. */
let room: ControlRoom;
/** What was done on the right side. */
let calls: string[];

beforeEach(() => {
  const right = fakeRuntime("redis");
  calls = right.calls;
  const slow: Partial<Runtime> = {
    async kill() {
      await sleep(100);
      calls.push("killed at last");
    },
  };
  const failing: Partial<Runtime> = {
    async kill() {
      throw new Error("no permission");
    },
  };
  const left = fakeRuntime("sticky-cookie");
  room = new ControlRoom("native", [
    new Side({ ...left, runtime: { ...left.runtime, ...failing }, seed: 1 }),
    new Side({ ...right, runtime: { ...right.runtime, ...slow }, seed: 1 }),
  ]);
});

test("the next action waits for the side on which it did not fail", async () => {
  const kill = room.dispatch(KILL, [0, 1]);
  const scale = room.dispatch({ type: "scale", replicas: 5 }, [1]);
  await expect(kill).rejects.toThrow("no permission");
  await scale;
  expect(calls).toEqual(["killed at last", "scale 5"]);
});

test("pages are told on which side it failed", async () => {
  await expect(room.dispatch(KILL, [0, 1])).rejects.toThrow();
  const { lastAction, sides } = room.snapshot();
  expect(lastAction?.targets).toEqual([0, 1]);
  expect(sides.map(({ failed }) => failed)).toEqual([lastAction?.number, undefined]);
});
