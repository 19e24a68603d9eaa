import { expect, test } from "vitest";
import { waitUntil } from "../src/wait-until.ts";

test("returns what the condition gives as soon as it is true", async () => {
  let asked = 0;
  expect(await waitUntil("three", async () => ++asked === 3 && "three", { seconds: 5 })).toBe("three");
  expect(asked).toBe(3);
});

test("the error says how long it waited, and for what", async () => {
  await expect(waitUntil("Godot", async () => false, { seconds: 0.1 })).rejects.toThrow(
    "Timed out after 0.1 s waiting for Godot.",
  );
});
