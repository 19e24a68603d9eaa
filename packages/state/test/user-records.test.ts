import { startGuardedRedisServer } from "@shop/testing/redis-server.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { redisState } from "../src/redis/state.ts";
import { recordChange } from "../src/redis/user-records.ts";
import { KeyReusedError, StateUnavailableError } from "../src/state.ts";
import { newIdempotencyKey } from "./new-idempotency-key.ts";
import { LIFETIMES } from "./open-state.ts";

const COUNT = "redis.call('HSET', record, user, 1) keep() return answer(redis.call('HLEN', record))";
const FORBIDDEN = "redis.call('LPUSH', record, user) return answer('1')";

const open = async () => {
  const { passwordFile, ...server } = await startGuardedRedisServer();
  const url = server.url.replace("redis://", "redis://shop@");
  const log = { info: () => {}, warn: () => {} };
  const state = redisState({ ...LIFETIMES, url, passwordFile, log }, (redis) => ({
    courses: {
      book: recordChange<number>(redis, "bookings", LIFETIMES.absolute, COUNT),
      misuse: recordChange<number>(redis, "bookings", LIFETIMES.absolute, FORBIDDEN),
    },
  }));
  await vi.waitFor(() => state.ready(), { timeout: 5000, interval: 20 });
  return { server, state };
};
let server: Awaited<ReturnType<typeof open>>["server"];
let state: Awaited<ReturnType<typeof open>>["state"];
beforeAll(async () => {
  ({ server, state } = await open());
});
afterAll(async () => {
  await state.close();
  await server.stop();
});

test("a record that many users share has the changes of them all", async () => {
  const { book } = state.own.courses;
  const users = Array.from({ length: 20 }, (_, n) => `user-${n}`);
  await Promise.all(users.map((user) => book({ user, about: "yoga", args: [] })));
  expect(await book({ user: "user-0", about: "yoga", args: [] })).toBe(20);
  expect(await book({ user: "user-0", about: "pottery", args: [] })).toBe(1);
});

test("a change of a shared record is made once for its user, and nobody else gets its answer", async () => {
  const { book } = state.own.courses;
  const change = { about: "chess", args: [], idempotencyKey: newIdempotencyKey() };
  expect(await book({ ...change, user: "ann" })).toBe(1);
  await book({ user: "bob", about: "chess", args: [] });
  expect(await book({ ...change, user: "ann" })).toBe(1);
  await expect(book({ ...change, user: "bob" })).rejects.toThrow(KeyReusedError);
});

test("a command that Redis does not allow is a mistake that names the file, not an outage", async () => {
  const misuse = state.own.courses.misuse({ user: "ann", args: [] });
  await expect(misuse).rejects.toThrow("redis/users.acl");
  await expect(misuse).rejects.not.toBeInstanceOf(StateUnavailableError);
});
