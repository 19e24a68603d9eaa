import { BALANCINGS } from "@shop/lab/scenarios.ts";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clicks } from "../clicks.ts";
import type { TestDeployment } from "../test-deployment.ts";

export function balancingContract(shop: TestDeployment): void {
  test("nginx can pick replicas another way while everything runs", async () => {
    await shop.restore();
    const before = (await shop.runtime.look()).deployment;
    const pinned = await shop.runtime.balance(await shop.runtime.look(), "cookie");
    expect(pinned).toEqual({ ...before, balancing: "cookie" });
    expect((await shop.runtime.look()).deployment).toEqual(pinned);
    expect(await shop.servedBy(4, 8)).toHaveLength(1);
    await shop.runtime.balance(await shop.runtime.look(), "round-robin");
    expect((await shop.runtime.look()).deployment).toEqual(before);
    expect(await shop.servedBy(4, 8)).toHaveLength(3);
  });

  test("round-robin gives each replica its turn", async () => {
    await shop.restore();
    const results = await clicks(shop.url, 30);
    for (const name of ["shop-1", "shop-2", "shop-3"])
      expect(results.filter(({ replica }) => replica === name).length).toBeGreaterThanOrEqual(8);
  });

  describe.each(BALANCINGS)("balancing %s", (balancing) => {
    const pins = balancing === "ip-hash" || balancing === "cookie";
    beforeAll(() => shop.up(balancing));
    beforeEach(() => shop.restore(balancing));

    test("all replicas get customers", async () => {
      const served = await Promise.all(Array.from({ length: 30 }, (_, i) => shop.servedBy(i + 1, 1)));
      expect([...new Set(served.flat())].toSorted()).toEqual(["shop-1", "shop-2", "shop-3"]);
    });

    test(pins ? "a customer stays with one replica" : "a customer meets all replicas", async () => {
      for (const n of [1, 2, 3, 4]) expect(await shop.servedBy(n, pins ? 20 : 60)).toHaveLength(pins ? 1 : 3);
    });

    if (!pins) return;
    test("a customer whose replica is dead gets another one, and stays there", async () => {
      const customer = shop.shopper(7);
      const home = (await customer.whoami()).replica as string;
      await shop.kill(home);
      const { replica, status } = await customer.whoami();
      expect(status).toBe(200);
      expect(replica).not.toBe(home);
      const nextFive = async () => {
        const served = new Set<string | undefined>();
        for (let i = 0; i < 5; i++) served.add((await customer.whoami()).replica);
        return [...served];
      };
      // by address, people may move once more when the dead replica leaves nginx's list
      if (balancing === "cookie") expect(await nextFive()).toEqual([replica]);
      else await expect.poll(nextFive, { timeout: 10_000 }).toHaveLength(1);
      await customer.leave();
    });
  });
}
