import { expect, test } from "vitest";
import { nearestDot } from "../../src/page/diagram/nearest-dot.ts";
import { Scene } from "../../src/page/diagram/scene.ts";
import { WIDE } from "./diagram-layout.ts";
import { answer, customer } from "./side-view.ts";

/** Twenty dots in their seats. */
function scene(): Scene {
  const scene = new Scene(() => false);
  scene.reset(Array.from({ length: 20 }, (_, i) => customer(i + 1)));
  scene.advance(performance.now(), 20, WIDE);
  return scene;
}

const at = ({ dots }: Scene, x: number, y: number) => nearestDot(dots.values(), { x, y })?.customer ?? null;

test("a click means the dot under it, or the nearest one beside it", () => {
  const shown = scene();
  for (const { customer, position } of shown.dots.values()) {
    expect(at(shown, position.x, position.y)).toBe(customer);
    expect(at(shown, position.x + 9, position.y - 9)).toBe(customer);
  }
});

test("a click far from all dots means none", () => {
  const shown = scene();
  const { x, y } = shown.dots.get(1)?.position ?? { x: 0, y: 0 };
  expect(at(shown, x + 12, y + 12)).toBeNull();
  expect(at(shown, 500, 200)).toBeNull();
});

test("a dot is where it is seen, on its way to a replica", () => {
  const shown = scene();
  shown.receive([answer(7, { replica: "shop-2" })]);
  shown.advance(performance.now() + 450, 20, WIDE);
  const { x, y } = shown.dots.get(7)?.position ?? { x: 0, y: 0 };
  expect(x).toBeGreaterThan(300);
  expect(at(shown, x, y)).toBe(7);
});
