import { type RedisServer, startRedisServer } from "@shop/testing/redis-server.ts";
import { unreadableSessions } from "@shop/testing/unreadable-sessions.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { newCartId } from "../src/ids.ts";
import { StateUnavailableError } from "../src/state.ts";
import { beginSession, newSessionId, withCookie } from "./begin-session.ts";
import { LIFETIMES, type OpenState, openRedisState } from "./open-state.ts";

let server: RedisServer;
let state: OpenState;
const warnings: unknown[][] = [];
const log = { info: () => {}, warn: (...warning: unknown[]) => warnings.push(warning) };
beforeAll(async () => {
  server = await startRedisServer();
  state = await openRedisState(server.url, { log });
});
afterAll(async () => {
  await state.close();
  await server.stop();
});
const keyOf = (id: string) => `shop:session:${id}`;
const ask = async (...command: string[]) => (await server.say([command]))[0];

describe("what Redis keeps of a session", () => {
  test("is its record as short JSON, without the cookie's attributes", async () => {
    const { id, record } = await beginSession(state, "grace");
    const text = `${await ask("GET", keyOf(id))}`;
    expect(JSON.parse(text)).toEqual(record);
    expect(text).not.toContain("cookie");
    expect(text.length).toBeLessThanOrEqual(130);
  });

  test("is kept for the idle time, from its beginning and from each touch", async () => {
    const { id, record } = await beginSession(state);
    expect(await ask("TTL", keyOf(id))).toBeGreaterThanOrEqual(LIFETIMES.idle - 5);
    await ask("EXPIRE", keyOf(id), "7");
    await state.sessions.get(id);
    expect(await ask("TTL", keyOf(id))).toBeLessThanOrEqual(7);
    await state.sessions.touch(id, withCookie(record));
    const ttl = await ask("TTL", keyOf(id));
    expect(ttl).toBeGreaterThanOrEqual(LIFETIMES.idle - 5);
    expect(ttl).toBeLessThanOrEqual(LIFETIMES.idle);
  });

  test("is kept no longer than until the absolute end", async () => {
    const id = newSessionId();
    const record = { user: "ann", createdAt: Date.now() - (LIFETIMES.absolute - 20) * 1000 };
    await state.sessions.set(id, withCookie(record));
    expect(await ask("TTL", keyOf(id))).toBeLessThanOrEqual(20);
    await state.sessions.touch(id, withCookie(record));
    expect(await ask("TTL", keyOf(id))).toBeLessThanOrEqual(20);
  });

  test.for(["touch", "set"] as const)("is removed by a %s at the absolute end", async (step) => {
    const { id, record } = await beginSession(state);
    const createdAt = Date.now() - LIFETIMES.absolute * 1000;
    await state.sessions[step](id, withCookie({ ...record, createdAt }));
    expect(await ask("EXISTS", keyOf(id))).toBe(0);
  });
});

describe("a session's record that cannot be read", () => {
  beforeEach(() => {
    warnings.length = 0;
  });
  test.for(unreadableSessions)(
    "counts as absent and is logged once, without its id: %s",
    async ([, write]) => {
      const [{ id }, other] = [await beginSession(state), await beginSession(state)];
      await server.say([["DEL", keyOf(id)], write(keyOf(id))]);
      for (let look = 0; look < 3; look++) expect(await state.sessions.get(id)).toBeNull();
      expect(warnings).toEqual([[{ kind: "session" }, expect.stringContaining("cannot be read")]]);
      expect(JSON.stringify(warnings)).not.toContain(id);
      expect(await state.sessions.get(other.id)).toEqual(other.record);
      // another version of the shop may have written it
      expect(await ask("EXISTS", keyOf(id))).toBe(1);
    },
  );

  test("counts as absent and is not logged when it is empty: RedisStore does not parse it", async () => {
    const { id } = await beginSession(state);
    await ask("SET", keyOf(id), "");
    expect(await state.sessions.get(id)).toBeNull();
    expect(warnings).toEqual([]);
  });

  test("can be overwritten and destroyed", async () => {
    const { id, record } = await beginSession(state);
    for (const write of [
      ["SET", keyOf(id), "garbage"],
      ["RPUSH", keyOf(id), "garbage"],
    ]) {
      await server.say([["DEL", keyOf(id)], write]);
      await state.sessions.set(id, withCookie(record));
      expect(await state.sessions.get(id)).toEqual(record);
      await server.say([["DEL", keyOf(id)], write]);
      await state.sessions.destroy(id);
      expect(await ask("EXISTS", keyOf(id))).toBe(0);
    }
  });
});

describe("a Redis that is full", () => {
  test("begins no session and keeps no change, but ends sessions and clears carts", async () => {
    const { sessions, userSessions, carts } = state;
    const begun = await beginSession(state);
    const customer = { cartId: newCartId(), user: "ann" };
    await carts.add(customer, "abacus", 1);
    await ask("CONFIG", "SET", "maxmemory", "1");
    onTestFinished(async () => {
      await ask("CONFIG", "SET", "maxmemory", "0");
    });

    const id = newSessionId();
    const full = [
      () => sessions.set(id, withCookie(begun.record)),
      () => userSessions.add("ann", id, Date.now() + 60_000),
      () => carts.add(customer, "abacus", 1),
      () => carts.claim(customer),
      () => state.ready(),
    ];
    for (const attempt of full) await expect(attempt()).rejects.toThrow(StateUnavailableError);
    expect(await sessions.get(id)).toBeNull();
    expect(await sessions.get(begun.id)).toEqual(begun.record);
    expect(await userSessions.of("ann")).toContain(begun.id);
    await sessions.touch(begun.id, withCookie(begun.record));
    expect((await carts.get(customer.cartId)).lines).toEqual(new Map([["abacus", 1]]));

    await sessions.destroy(begun.id);
    expect(await sessions.get(begun.id)).toBeNull();
    await carts.clear(customer);
    expect((await carts.get(customer.cartId)).lines).toEqual(new Map());
  });
});

describe("a Redis that cannot be reached", () => {
  test("makes every call about sessions reject with a StateUnavailableError", async () => {
    const other = await startRedisServer();
    onTestFinished(other.stop);
    const lonely = await openRedisState(other.url);
    onTestFinished(lonely.close);
    const { id, record } = await beginSession(lonely);
    await other.kill();
    const asked = [
      () => lonely.sessions.get(id),
      () => lonely.sessions.set(id, withCookie(record)),
      () => lonely.sessions.touch(id, withCookie(record)),
      () => lonely.sessions.destroy(id),
      () => lonely.userSessions.of("ann"),
      () => lonely.userSessions.count(),
    ];
    for (const ask of asked) await expect(ask()).rejects.toThrow(StateUnavailableError);
  });
});
