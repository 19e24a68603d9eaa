import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pathTo, pointAlong, seatOf } from "../../src/page/diagram/layout.ts";
import { type Dot, Scene } from "../../src/page/diagram/scene.ts";
import { YOU } from "../../src/wire/customer.ts";
import { WIDE } from "./diagram-layout.ts";
import { answer, customer } from "./side-view.ts";

const COUNT = 10;
const SEAT = seatOf(1, COUNT, WIDE);

let wantsNoMotion: boolean;
let scene: Scene;

beforeEach(() => {
  vi.useFakeTimers();
  wantsNoMotion = false;
  scene = new Scene(() => wantsNoMotion);
  scene.reset([customer(1), customer(2)]);
  after(0);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets time pass and moves the scene. Returns the dot of the first customer. */
function after(milliseconds: number, customers = COUNT): Dot {
  vi.advanceTimersByTime(milliseconds);
  scene.advance(performance.now(), customers, WIDE);
  return scene.dots.get(1) as Dot;
}

test("customers wait in their seats, with the appearance of the replica that answered last", () => {
  const dot = after(0);
  expect(dot).toMatchObject({ status: "known", items: 2, appearance: 1, position: SEAT });
});

test("an answer sends the dot to its replica and back, and then shows what it changed", () => {
  scene.receive([answer(1, { replica: "shop-2", items: 5 })]);
  const path = pathTo("shop-2", SEAT, WIDE);
  expect(after(225).position).toEqual(pointAlong(path, 0.5));
  expect(after(0)).toMatchObject({ items: 2, appearance: 1 });
  expect(after(225).position).toEqual(path.at(-1));
  // it comes back in the colour of the replica
  expect(after(225)).toMatchObject({ items: 2, appearance: 2, position: pointAlong(path, 0.5) });
  expect(after(225)).toMatchObject({ items: 5, appearance: 2, position: SEAT });
});

test.each(["unavailable", "unreachable"] as const)(
  "a request that ends as %s goes to nginx and back, and is marked for a moment",
  (outcome) => {
    scene.receive([answer(1, { outcome })]);
    expect(after(450).position).toEqual(pathTo(null, SEAT, WIDE).at(-1));
    expect(after(450).failure).toBe(outcome);
    expect(after(1000).failure).toBeNull();
  },
);

test("lost items fall from the dot to the floor", () => {
  scene.receive([answer(1, { itemsLost: 2, items: 0, status: "stranger" })]);
  expect(after(899)).toMatchObject({ items: 2, status: "known" });
  expect(scene.falls).toEqual([]);
  expect(after(1)).toMatchObject({ items: 0, status: "stranger" });
  expect(scene.falls).toMatchObject([{ items: 2 }]);
  after(350);
  expect(scene.falls[0]?.share).toBeCloseTo(0.5);
  after(350);
  expect(scene.falls).toEqual([]);
});

test("a side that is out of view does not collect what has fallen since", () => {
  const answers = () => scene.receive([answer(1, { itemsLost: 1 })]);
  // nothing is drawn, so that nothing else removes them
  for (let second = 0; second < 60; second++) {
    answers();
    vi.advanceTimersByTime(1000);
  }
  answers();
  expect(scene.falls).toHaveLength(1);
});

test("a second answer ends the movement of the first, and starts from where the dot is", () => {
  scene.receive([answer(1, { replica: "shop-2", itemsLost: 1, items: 1 })]);
  const { position } = after(300);
  scene.receive([answer(1, { replica: "shop-1", items: 4 })]);
  expect(after(0)).toMatchObject({ items: 1, position });
  expect(scene.falls).toMatchObject([{ items: 1, from: position }]);
  expect(after(900)).toMatchObject({ items: 4, position: SEAT });
});

test("a frame that is older than the answer leaves the dot in its seat", () => {
  scene.receive([answer(1, { replica: "shop-2" })]);
  scene.advance(performance.now() - 200, COUNT, WIDE);
  expect(scene.dots.get(1)?.position).toEqual(SEAT);
});

test("without motion an answer shows at once what it changed, and nothing falls", () => {
  wantsNoMotion = true;
  scene.receive([answer(1, { replica: "shop-2", itemsLost: 2, items: 0 })]);
  expect(after(0)).toMatchObject({ items: 0, appearance: 2, position: SEAT });
  expect(scene.falls).toEqual([]);
});

test("you have a seat of your own behind all customers, from your first click on", () => {
  const you = () => scene.dots.get(YOU);
  after(0);
  expect(you()).toBeUndefined();
  scene.receive([answer(YOU, { replica: "shop-2", status: "unknown" })]);
  after(900);
  expect(you()).toMatchObject({ appearance: 2, position: seatOf(COUNT + 1, COUNT + 1, WIDE) });
  const seats = [...scene.dots.values()].map(({ position: { x, y } }) => `${x} ${y}`);
  expect(new Set(seats).size).toBe(seats.length);
});

test("dots of customers who left go, and a reset removes all others", () => {
  after(0, 1);
  expect([...scene.dots.keys()]).toEqual([1]);
  scene.reset([customer(5, { status: "newcomer", replica: null })]);
  expect([...scene.dots.values()]).toMatchObject([{ customer: 5, status: "newcomer", appearance: 0 }]);
});
