import { expect, test } from "vitest";
import { waitUntil } from "../src/wait-until.ts";

test("returns what the condition gives as soon as it is true", async () => {
  let asked = 0;
  expect(await waitUntil("three", async () => ++asked === 3 && "three", { seconds: 5 })).toBe("three");
  expect(asked).toBe(3);
});

test("gives up with what it waited for", async () => {
  await expect(waitUntil("Godot", async () => false, { seconds: 0.1 })).rejects.toThrow(
    "Waited 0.1 s for Godot, in vain.",
  );
});
