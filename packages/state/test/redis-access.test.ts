import { readFile } from "node:fs/promises";
import { type GuardedRedisServer, startGuardedRedisServer } from "@shop/testing/redis-server.ts";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { newCartId } from "../src/ids.ts";
import { stateContract } from "./contract.ts";
import { openRedisState } from "./open-state.ts";

const asShop = ({ url }: GuardedRedisServer) => url.replace("redis://", "redis://shop@");

describe("a Redis that knows one user", () => {
  let server: GuardedRedisServer;
  beforeAll(async () => {
    server = await startGuardedRedisServer();
  });
  afterAll(() => server.stop());
  stateContract("redis as docker-compose.yml starts it", (lifetimes) =>
    openRedisState(asShop(server), { ...lifetimes, passwordFile: server.passwordFile }),
  );

  const connect = async (password?: string, username = "shop") => {
    const options = password ? { username, password } : {};
    const socket = { reconnectStrategy: false as const };
    const client = createClient({ url: server.url, disableClientInfo: true, socket, ...options });
    client.on("error", () => {});
    onTestFinished(() => client.destroy());
    return client.connect();
  };

  test("refuses clients without the password", async () => {
    await expect(connect("").then((client) => client.ping())).rejects.toThrow("NOAUTH");
    await expect(connect("PASSWORD")).rejects.toThrow("WRONGPASS");
  });

  test.for([
    ["FLUSHALL"],
    ["CONFIG", "GET", "dir"],
    ["KEYS", "*"],
    ["SCRIPT", "FLUSH"],
    ["SHUTDOWN"],
    ["DEBUG", "JMAP"],
    ["ACL", "LIST"],
    ["CLIENT", "LIST"],
    ["MONITOR"],
    ["REPLICAOF", "127.0.0.1", "1"],
    ["RENAME", "shop:ready", "shop:other"],
    ["GET", "another-app:secret"],
    ["SET", "another-app:secret", "x"],
    ["EVAL", "return redis.call('GET', 'another-app:secret')", "0"],
    ["EVAL", "return redis.call('FLUSHALL')", "0"],
  ])("does not let its user run %s %s", async (command) => {
    const client = await connect(await readFile(server.passwordFile, "utf8"));
    await expect(client.sendCommand(command)).rejects.toThrow(
      /NOPERM|not allowed|can't (run|access)|no permissions/,
    );
  });

  test("lets its observer read figures and nothing else, with a password that a restart keeps", async () => {
    const { observerPasswordFile: file } = server;
    const password = await readFile(file, "utf8");
    const observer = await connect(password, "observer");
    expect(await observer.info()).toContain("used_memory:");
    for (const command of [
      ["GET", "shop:ready"],
      ["SCAN", "0"],
      ["CONFIG", "GET", "dir"],
      ["SLOWLOG", "GET"],
      ["CLIENT", "LIST"],
    ])
      await expect(observer.sendCommand(command), `${command}`).rejects.toThrow("NOPERM");
    await server.kill();
    await server.start();
    expect(await readFile(file, "utf8")).toBe(password);
    expect(await (await connect(password, "observer")).ping()).toBe("PONG");
  });

  test("has a new password after each start, which the shop picks up by itself; acknowledged changes are still there", async () => {
    const state = await openRedisState(asShop(server), { passwordFile: server.passwordFile });
    onTestFinished(state.close);
    const customer = { cartId: newCartId(), user: "ann" };
    await state.carts.add(customer, "abacus", 2);
    const before = await readFile(server.passwordFile, "utf8");
    await server.kill();
    await server.start();
    expect(await readFile(server.passwordFile, "utf8")).not.toBe(before);
    const isBack = () =>
      state.ready().then(
        () => true,
        () => false,
      );
    await expect.poll(isBack, { timeout: 5000, interval: 20 }).toBe(true);
    expect((await state.carts.get(customer.cartId)).lines).toEqual(new Map([["abacus", 2]]));
  });
});
