import { connect } from "node:net";
import { History } from "@shop/lab/history/history.ts";
import { findOwn } from "@shop/lab/runtime/choose.ts";
import { memberNamed } from "@shop/lab/runtime/members.ts";
import { requirePeers } from "@shop/lab/runtime/peers.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { type Runtime, STORES, type Store } from "@shop/lab/runtime/runtime.ts";
import { serverNames } from "@shop/lab/runtime/server-names.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { quiet } from "./test-deployment.ts";

const PATIENCE = { timeout: 30_000, interval: 200 };

/** What several Redis servers that replace each other promise on every runtime. The experiment redis-failover cuts one off, too. */
export function storesContract(runtime: Runtime): void {
  describe.each(STORES)(`several Redis servers that replace each other: ${runtime.name}, %s`, (store) =>
    contractOf(runtime, store),
  );
}

function contractOf(runtime: Runtime, store: Store): void {
  let customer: Shopper;

  beforeAll(async () => {
    await takeDown(quiet);
    const port = await freePort();
    const request = {
      scenario: "redis",
      balancing: "round-robin",
      replicas: 1,
      settings: { store },
    } as const;
    const { url } = await runtime.up({ ...request, port }, quiet);
    const { clientAddress } = runtime;
    const history = new History();
    customer = new Shopper({ name: "shopper-1", url, address: "127.1.0.1", clientAddress, history });
    await vi.waitFor(async () => expect((await customer.signIn()).type).toBe("ok"), PATIENCE);
  });
  afterAll(async () => {
    await customer?.leave();
    await takeDown(quiet);
  });

  const members = async () => (await runtime.look()).members;
  const member = async (name: string) => memberNamed(name, await runtime.look());
  const masters = async () => (await members()).filter(({ isMaster }) => isMaster).map(({ name }) => name);
  /** Whether there are as many masters as in the beginning, without this one. */
  const hasReplaced = async (gone: string) => {
    const now = await masters();
    return now.length === (store === "cluster" ? 3 : 1) && !now.includes(gone);
  };
  const allReady = async () => (await members()).every(({ state }) => state === "ready");
  const known = async () => (await customer.whoami()).seen?.user;

  test("are members like any other, and ready when up returns", async () => {
    const names = serverNames({ store });
    expect((await members()).map(({ name, state }) => [name, state])).toEqual(
      ["shop-1", "nginx", ...names].map((name) => [name, "ready"]),
    );
    expect(await masters()).toEqual(names.slice(0, store === "cluster" ? 3 : 1));
  });

  test("when a master is killed another takes over, the customer stays signed in, and the old one becomes its replica", async () => {
    await runtime.kill(await member("redis-1"));
    await expect.poll(() => hasReplaced("redis-1"), PATIENCE).toBe(true);
    await expect.poll(known, PATIENCE).toBe("shopper-1");
    await runtime.start(await member("redis-1"));
    await expect.poll(allReady, PATIENCE).toBe(true);
    expect(await masters()).not.toContain("redis-1");
  });

  test("a master hands over without a crash", async () => {
    const before = await masters();
    await requirePeers(runtime).failOver(true);
    const after = await masters();
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
    await expect.poll(known, PATIENCE).toBe("shopper-1");
  });

  test("a new replica of the shop finds them", async () => {
    const replicas = await runtime.scale(await runtime.look(), 2, quiet);
    expect(replicas.find(({ name }) => name === "shop-2")?.state).toBe("ready");
  });

  test("down leaves nothing of them", async () => {
    const addresses = (await members()).map(({ address }) => address ?? "");
    await runtime.down(quiet);
    expect(await findOwn()).toEqual([]);
    // without its network, a container's address leads wherever this machine's router sends it
    const onThisMachine = addresses.filter((address) => address.startsWith("127."));
    expect(await Promise.all(onThisMachine.map(accepts))).not.toContain(true);
  });
}

/** Whether something accepts connections there. */
function accepts(address: string): Promise<boolean> {
  const [host, port] = address.split(":");
  const socket = connect({ host, port: Number(port), timeout: 500 });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.once("connect", () => resolve(true));
  for (const refusal of ["error", "timeout"]) socket.once(refusal, () => resolve(false));
  return promise.finally(() => socket.destroy());
}
