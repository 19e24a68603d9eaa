import { expect, test } from "vitest";
import { newCartId, newSessionId } from "../src/ids.ts";
import { memoryState } from "../src/memory/state.ts";
import { stateContract } from "./contract.ts";
import { stateProperties } from "./properties.ts";

stateContract("memory", async (lifetimes) => memoryState(lifetimes));
stateProperties("memory", async () => memoryState({ idle: 60, absolute: 600 }), 500);

test("memory state is bounded: the least recently used session is forgotten first", async () => {
  const { sessions } = memoryState({ idle: 3600, absolute: 3600 });
  const create = (id: string) =>
    sessions.create({ id, cartId: newCartId(), user: null, createdAt: Date.now() });
  await create("first");
  for (let i = 0; i < 110_000; i++) await create(newSessionId(newCartId()));
  expect(await sessions.count()).toBe(100_000);
  expect(await sessions.get("first")).toBeNull();
});
