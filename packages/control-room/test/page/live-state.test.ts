import { expect, test } from "vitest";
import {
  applySnapshot,
  applyUpdate,
  lastAction,
  runtime,
  sides,
  subscribe,
} from "../../src/page/live/live-state.ts";
import type { Answer, Customer } from "../../src/wire/customer.ts";
import { TIMELINE_SECONDS } from "../../src/wire/timeline.ts";
import { lastAction as action, answer, customer, point, redisSideView, sideView } from "./side-view.ts";

/** Notes what it gets, newest last. */
function recorder() {
  const resets: Customer[][] = [];
  const received: Answer[][] = [];
  return {
    resets,
    received,
    reset: (customers: Iterable<Customer>) => void resets.push([...customers]),
    receive: (answers: readonly Answer[]) => void received.push([...answers]),
  };
}

const snapshot = (...customers: Customer[]) =>
  applySnapshot({
    runtime: "native",
    lastAction: null,
    sides: [
      {
        ...sideView(),
        customers,
        points: [point(10)],
        annotations: [{ number: 1, time: 10, text: "rolled" }],
      },
      { ...redisSideView(), customers: [] },
    ],
  });

test("an update replaces what a side is, and extends its timeline", () => {
  snapshot();
  applyUpdate({
    lastAction: null,
    sides: [
      { ...sideView({ balancing: "random" }), answers: [], points: [point(11)], annotations: [] },
      { ...redisSideView(), answers: [] },
    ],
  });
  const [left, right] = sides.value;
  expect(runtime.value).toBe("native");
  expect(left).toMatchObject({ balancing: "random", annotations: [{ text: "rolled" }] });
  expect(left?.points.map(({ time }) => time)).toEqual([10, 11]);
  expect(right?.points).toEqual([]);
});

test("what is older than the timeline is dropped", () => {
  snapshot();
  const time = 10 + TIMELINE_SECONDS;
  applyUpdate({
    lastAction: null,
    sides: [
      {
        ...sideView(),
        answers: [],
        points: [point(time)],
        annotations: [{ number: 2, time, text: "scaled to 5" }],
      },
      { ...redisSideView(), answers: [] },
    ],
  });
  expect(sides.value[0]?.points.map((point) => point.time)).toEqual([time]);
  expect(sides.value[0]?.annotations.map(({ text }) => text)).toEqual(["scaled to 5"]);
});

test("a listener is reset with the customers of its side as they are now, and gets each answer", () => {
  snapshot(customer(1), customer(2));
  const update = (customers: number, ...answers: Answer[]) =>
    applyUpdate({
      lastAction: null,
      sides: [
        { ...sideView({ statistics: { customers } }), answers },
        { ...redisSideView(), answers: [answer(7)] },
      ],
    });
  const changed = answer(1, { replica: "shop-2", items: 5 });
  update(2, changed);
  const listener = recorder();
  const unsubscribe = subscribe(0, listener);
  expect(listener.resets).toMatchObject([[customer(1, { replica: "shop-2", items: 5 }), customer(2)]]);
  update(2, answer(2));
  expect(listener.received).toEqual([[answer(2)]]);
  snapshot(customer(3));
  expect(listener.resets[1]).toEqual([customer(3)]);
  unsubscribe();
  update(2, answer(1));
  expect(listener.received).toHaveLength(1);
});

test("customers who left are gone for the next listener", () => {
  snapshot(customer(1), customer(2), customer(3));
  applyUpdate({
    lastAction: null,
    sides: [
      { ...sideView({ statistics: { customers: 2 } }), answers: [] },
      { ...redisSideView(), answers: [] },
    ],
  });
  const listener = recorder();
  subscribe(0, listener);
  expect(listener.resets[0]?.map(({ number }) => number)).toEqual([1, 2]);
});

test("the last action changes only when there is another one", () => {
  snapshot();
  const after = (number: number) => {
    applyUpdate({ lastAction: action({ number }), sides: [] });
    return lastAction.value;
  };
  const first = after(1);
  expect(after(1)).toBe(first);
  expect(after(2)).toMatchObject({ number: 2 });
  snapshot();
  expect(lastAction.value).toBeNull();
});
