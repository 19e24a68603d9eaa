import { afterEach, beforeEach, expect, test } from "vitest";
import { ControlRoom } from "../src/server/control-room.ts";
import { Side } from "../src/server/side.ts";
import type { Action } from "../src/wire/action.ts";
import type { Update } from "../src/wire/live.ts";
import type { Annotation } from "../src/wire/timeline.ts";
import { fakeRuntime } from "./fake-runtime.ts";

let fake: ReturnType<typeof fakeRuntime>;
let room: ControlRoom;

beforeEach(async () => {
  fake = fakeRuntime("sticky-cookie");
  room = new ControlRoom("native", [new Side({ ...fake, seed: 1 })]);
  await room.open(0);
});
afterEach(() => room.close());

/** A page that connects now: what it is told of the actions, in words. */
function connect(): string[] {
  const told: string[] = [];
  const note = (sides: readonly { annotations: readonly Annotation[] }[]) =>
    told.push(...sides.flatMap(({ annotations }) => annotations.map(({ text }) => text)));
  note(room.snapshot().sides);
  room.subscribe(({ sides }) => note(sides));
  return told;
}

const nextUpdate = () => new Promise<Update>((resolve) => room.subscribe(resolve));

test("a page is told of each action once, whether it connected before or after", async () => {
  const early = connect();
  await room.dispatch({ type: "kill", member: "shop-1" }, [0]);
  const late = connect();
  await room.dispatch({ type: "scale", replicas: 5 }, [0]);
  await nextUpdate();
  expect(early).toEqual(["killed shop-1", "scaled to 5"]);
  expect(late).toEqual(["killed shop-1", "scaled to 5"]);
});

test("nothing is done to a shop that was taken down meanwhile; customers still come and go", async () => {
  fake.takeDown();
  const actions: Action[] = [
    { type: "scale", replicas: 5 },
    { type: "roll" },
    { type: "balance", balancing: "random" },
    { type: "start", member: "shop-2" },
  ];
  for (const action of actions)
    await expect(room.dispatch(action, [0]), action.type).rejects.toThrow(
      "On sticky-cookie the shop was taken down",
    );
  expect(fake.calls).toEqual([]);
  expect(room.snapshot().lastAction).toBeNull();
  await room.dispatch({ type: "customers", change: 1 }, [0]);
});
