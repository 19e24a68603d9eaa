import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { memoryState } from "../src/memory/state.ts";
import { beginSession } from "./begin-session.ts";
import { stateContract } from "./contract.ts";
import { openMemoryState } from "./open-memory-state.ts";
import { LIFETIMES } from "./open-state.ts";
import { stateProperties } from "./properties.ts";

stateContract("memory", async (lifetimes) => openMemoryState(lifetimes));
stateProperties("memory", async () => openMemoryState(LIFETIMES), 500);

test("memory state is bounded: it evicts the least recently used session", async () => {
  const state = openMemoryState(LIFETIMES);
  const [first, second] = [await beginSession(state), await beginSession(state)];
  for (let i = 0; i < 99_998; i++) await beginSession(state);
  expect(await state.sessions.get(first.id)).toEqual(first.record);
  for (let i = 0; i < 10_000; i++) await beginSession(state);
  expect(await state.userSessions.count()).toBe(100_000);
  expect(await state.sessions.get(second.id)).toBeNull();
  expect(await state.sessions.get(first.id)).toEqual(first.record);
});

function openMap() {
  const { map, userSessions } = memoryState(LIFETIMES);
  return { map: map as Map<string, object>, userSessions };
}

test("memory state does not retain the request that a session belongs to", async () => {
  const { map, userSessions } = openMap();
  const refs: WeakRef<object>[] = [];
  const keep = (id: string) => {
    const [request, cookie] = [Buffer.alloc(100_000), { request: Buffer.alloc(100_000), toJSON: () => ({}) }];
    refs.push(new WeakRef(request), new WeakRef(cookie.request));
    map.set(id, { user: "ann", createdAt: Date.now(), cookie, [Symbol("request")]: request });
  };
  for (let i = 0; i < 50; i++) keep(`session-${i}`);
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const kept = () => {
    collectGarbage();
    return refs.filter((ref) => ref.deref()).length;
  };
  await vi.waitFor(() => expect(kept()).toBe(0), { timeout: 5000, interval: 20 });
  expect(await userSessions.count()).toBe(50);
  expect(map.get("session-0")).toEqual({ user: "ann", createdAt: expect.any(Number) });
});

test("memory state refuses a session without a user", async () => {
  const { map, userSessions } = openMap();
  for (const session of [{}, { user: "ann" }, { user: 7, createdAt: 1 }])
    expect(() => map.set("id", session)).toThrow(TypeError);
  expect(await userSessions.count()).toBe(0);
});
