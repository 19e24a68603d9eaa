import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

/** Seconds; a store keeps whole ones. */
const IDLE = 2;
const ABSOLUTE = 3;

export function lifetimeContract({ program, open, start }: ContractContext) {
  describe("the life of a session", () => {
    test("goes on with clicks past its idle time", async () => {
      const { url } = await start({ state: await open({ idle: IDLE }), SESSION_IDLE: IDLE });
      const client = program(url);
      await client.signIn("shopper-38");

      const signedIn = Date.now();
      while (Date.now() - signedIn < 2 * IDLE * 1000) {
        expect(await client.user()).toBe("shopper-38");
        await pause(25);
      }
    });

    test("ends after its idle time without a click", async () => {
      const { url } = await start({ state: await open({ idle: IDLE }), SESSION_IDLE: IDLE });
      // a look begins the idle time anew, so each session is looked at only once
      const customers = Array.from({ length: 40 }, () => program(url));
      await Promise.all(customers.map((client, n) => client.signIn(`shopper-${400 + n}`)));
      const signedIn = Date.now();
      const next = () => customers.pop()?.user();
      await expect.poll(next, { timeout: 10_000, interval: 100 }).toBeNull();
      expect(Date.now() - signedIn).toBeGreaterThan(0.7 * IDLE * 1000);
    });

    test("ends after its absolute time, however many clicks there are", async () => {
      const state = await open({ absolute: ABSOLUTE });
      // short, so that clicks touch the session
      const { url } = await start({ state, SESSION_IDLE: 1, SESSION_ABSOLUTE: ABSOLUTE });
      const client = program(url);
      const began = Date.now();
      await client.signIn("shopper-39");
      // the browser would drop the cookie by itself
      const { cookies } = client;
      const user = () => client.withCookies(cookies).user();
      await expect.poll(user, { timeout: 10_000, interval: 25 }).toBeNull();
      const lived = Date.now() - began;
      expect(lived).toBeGreaterThan((ABSOLUTE - 1.1) * 1000);
      expect(lived).toBeLessThan((ABSOLUTE + 1) * 1000);
    });
  });
}
