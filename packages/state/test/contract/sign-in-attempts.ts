import { describe, expect, test } from "vitest";
import { SLOWDOWN } from "../../src/state.ts";
import type { Bench } from "./bench.ts";

const PATIENCE = { timeout: 9000, interval: 10 };

export function signInAttemptsContract({ state, open }: Bench) {
  const account = () => crypto.randomUUID();
  const charge = (name: string, device: string | null = null) => state().signInAttempts.charge(name, device);
  /** Makes as many attempts as are free; the next one has to wait. */
  const exhaust = async (name: string, device: string | null = null) => {
    for (let n = 0; n < SLOWDOWN.free; n++) expect(await charge(name, device)).toBe(0);
    expect(await charge(name, device)).toBeGreaterThan(0);
  };

  describe("attempts to sign in", () => {
    test("five are free, then one has to wait; an attempt that comes too early is not counted", async () => {
      const name = account();
      await exhaust(name);
      for (let n = 0; n < 20; n++) expect(await charge(name)).toBeLessThanOrEqual(SLOWDOWN.first * 1000);
      await expect.poll(() => charge(name), PATIENCE).toBe(0);
      const wait = await charge(name);
      expect(wait).toBeGreaterThan(SLOWDOWN.first * 1500);
      expect(wait).toBeLessThanOrEqual(SLOWDOWN.first * 2000);
    });

    test("of many simultaneous ones only the free ones get through", async () => {
      const name = account();
      const waits = await Promise.all(Array.from({ length: 100 }, () => charge(name)));
      expect(waits.filter((wait) => wait === 0)).toHaveLength(SLOWDOWN.free);
    });

    test("the right password clears them", async () => {
      const name = account();
      await exhaust(name);
      await state().signInAttempts.clear(name, null);
      await exhaust(name);
    });

    test("are counted by account, and apart for each known device", async () => {
      const [name, another] = [account(), account()];
      const { clear } = state().signInAttempts;
      await exhaust(name);
      await exhaust(another);
      await exhaust(name, "laptop");
      await exhaust(name, "phone");
      // a device clears only its own attempts
      await clear(name, "laptop");
      await exhaust(name, "laptop");
      expect(await charge(name, "phone")).toBeGreaterThan(0);
      expect(await charge(name)).toBeGreaterThan(0);
      expect(await charge(another)).toBeGreaterThan(0);
    });

    test("waits double up to the longest, and all attempts are forgotten some time after the last", async () => {
      const slowdown = { free: 1, first: 0.2, most: 0.6, memory: 1 };
      const { signInAttempts, close } = await open({ slowdown });
      const [name, device] = [account(), account()];
      const attempt = () => signInAttempts.charge(name, device);
      for (const milliseconds of [200, 400, 600, 600]) {
        await expect.poll(attempt, PATIENCE).toBe(0);
        const wait = await attempt();
        expect(wait).toBeGreaterThan(milliseconds / 2);
        expect(wait).toBeLessThanOrEqual(milliseconds);
      }
      const last = Date.now();
      await expect.poll(() => Date.now() - last, PATIENCE).toBeGreaterThan(1100);
      expect(await attempt()).toBe(0);
      expect(await attempt()).toBeLessThanOrEqual(200);
      await close();
    });
  });
}
