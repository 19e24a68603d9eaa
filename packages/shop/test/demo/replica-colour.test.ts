import { expect, test } from "vitest";
import { replicaColour } from "../../src/demo/replica-colour.ts";

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];

test("the first eight replicas have eight colours", () => {
  expect(EIGHT.map((n) => replicaColour(`shop-${n}`)).toSorted()).toEqual(EIGHT);
});

test("a name always has the same colour, whatever it is", () => {
  for (const name of ["shop-1", "shop-9", "shop-0", "shop-1000", "laptop", "4f2a", "", "x".repeat(63)]) {
    expect(EIGHT).toContain(replicaColour(name));
    expect(replicaColour(name)).toBe(replicaColour(`${name}`));
  }
});
