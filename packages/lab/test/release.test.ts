import { expect, test } from "vitest";
import { NO_RELEASE, weightsOf } from "../src/runtime/release.ts";

/** The next version's part of all weights. */
function shareIn(
  { current, next }: { current: string; next: string },
  counts: { current: number; next: number },
) {
  const weight = (text: string) => Number(/weight=(\d+)$/.exec(text)?.[1] ?? 0);
  const [old, fresh] = [weight(current) * counts.current, weight(next) * counts.next];
  return fresh / (old + fresh);
}

test.each([
  [1, 3, 0.1],
  [1, 20, 0.01],
  [2, 3, 0.5],
  [3, 3, 0.25],
  [3, 1, 0.9],
])("%d of the next version beside %d get %d of all", (replicas, current, share) => {
  const weights = weightsOf({ replicas, share }, current);
  expect(shareIn(weights, { current, next: replicas })).toBeCloseTo(share, 10);
});

test("nginx knows a version without a share and sends it nothing", () => {
  expect(weightsOf({ replicas: 3, share: 0 }, 3)).toMatchObject({ next: " down" });
  expect(weightsOf({ replicas: 3, share: 1 }, 3)).toMatchObject({ current: " down" });
  expect(weightsOf(NO_RELEASE, 3)).toMatchObject({ next: " down" });
});
