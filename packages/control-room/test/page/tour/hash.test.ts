import { expect, test } from "vitest";
import { hashWith, positionIn } from "../../../src/page/tour/hash.ts";

test("#tour=4 is the fourth step, and #tour=7 the questions", () => {
  expect(positionIn("#tour=1")).toBe(0);
  expect(positionIn("#t=42&tour=4")).toBe(3);
  expect(positionIn("#tour=7")).toBe(6);
});

test("a hash without a step of the tour is outside of it", () => {
  for (const hash of ["", "#", "#t=42", "#tour", "#tour=", "#tour=0", "#tour=8", "#tour=1.5", "#tour=x"])
    expect(positionIn(hash), hash).toBeNull();
});

test("the hash changes with the position, and its other parameters stay", () => {
  expect(hashWith(3, "")).toBe("#tour=4");
  expect(hashWith(4, "#tour=4&t=42")).toBe("#tour=5&t=42");
  expect(hashWith(null, "#tour=4&t=42")).toBe("#t=42");
  expect(hashWith(null, "#tour=4")).toBe("");
});
