import { existsSync } from "node:fs";
import { join } from "node:path";
import { History } from "@shop/lab/history/history.ts";
import { LAB_DIR } from "@shop/lab/paths.ts";
import { memberNamed } from "@shop/lab/runtime/members.ts";
import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { STORES } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { quiet } from "./test-deployment.ts";

const SERVERS = {
  sentinel: ["redis-1", "redis-2", "redis-3", "sentinel-1", "sentinel-2", "sentinel-3"],
  cluster: ["redis-1", "redis-2", "redis-3", "redis-4", "redis-5", "redis-6"],
};
const PATIENCE = { timeout: 30_000, interval: 200 };

describe.each(STORES)("several Redis servers that replace each other: %s", (store) => {
  const runtime = new NativeRuntime();
  let customer: Shopper;

  beforeAll(async () => {
    await takeDown(quiet);
    const request = {
      scenario: "redis",
      balancing: "round-robin",
      replicas: 2,
      settings: { store },
    } as const;
    const { url } = await runtime.up({ ...request, port: await freePort() }, quiet);
    const { clientAddress } = runtime;
    customer = new Shopper({
      name: "shopper-1",
      url,
      address: "127.1.0.1",
      clientAddress,
      history: new History(),
    });
    await vi.waitFor(async () => expect((await customer.signIn()).type).toBe("ok"), PATIENCE);
  });
  afterAll(async () => {
    await customer.leave();
    await takeDown(quiet);
  });

  const members = async () => (await runtime.look()).members;
  const member = async (name: string) => memberNamed(name, await runtime.look());
  const masters = async () => (await members()).filter(({ isMaster }) => isMaster).map(({ name }) => name);
  const allReady = async () => (await members()).every(({ state }) => state === "ready");
  const known = async () => (await customer.whoami()).seen?.user;

  test("are members like any other", async () => {
    await expect.poll(allReady, PATIENCE).toBe(true);
    expect((await members()).map(({ name }) => name)).toEqual([
      "shop-1",
      "shop-2",
      "nginx",
      ...SERVERS[store],
    ]);
    expect(await masters()).toEqual(SERVERS[store].slice(0, store === "cluster" ? 3 : 1));
  });

  test("when a master is killed another takes over, the customer stays signed in, and the old one becomes its replica", async () => {
    await runtime.kill(await member("redis-1"));
    await expect.poll(masters, PATIENCE).not.toContain("redis-1");
    await expect.poll(known, PATIENCE).toBe("shopper-1");
    await runtime.start(await member("redis-1"));
    await expect.poll(allReady, PATIENCE).toBe(true);
    expect(await masters()).not.toContain("redis-1");
  });

  test("a master hands over without a crash", async () => {
    const before = await masters();
    await runtime.peers.failOver(true);
    await expect.poll(allReady, PATIENCE).toBe(true);
    const after = await masters();
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
    await expect.poll(known, PATIENCE).toBe("shopper-1");
  });

  test("down leaves nothing of them", async () => {
    const addresses = (await members()).map(({ address }) => address);
    await runtime.down(quiet);
    expect(existsSync(join(LAB_DIR, "native"))).toBe(false);
    for (const address of addresses) await expect(fetch(`http://${address}`)).rejects.toThrow();
  });
});
