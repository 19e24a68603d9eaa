import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

/** In seconds. Stores count in whole seconds. */
const IDLE = 2;
const ABSOLUTE = 3;

export function lifetimeContract({ program, open, start }: ContractContext) {
  describe("the lifetime of a session", () => {
    test("is prolonged by clicks beyond its idle time", async () => {
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
      // a click restarts the idle time, so each session is used only once
      const customers = Array.from({ length: 40 }, () => program(url));
      await Promise.all(customers.map((client, n) => client.signIn(`shopper-${400 + n}`)));
      const signedIn = Date.now();
      const next = () => customers.pop()?.user();
      await expect.poll(next, { timeout: 10_000, interval: 100 }).toBeNull();
      expect(Date.now() - signedIn).toBeGreaterThan(0.7 * IDLE * 1000);
    });

    test("ends after its absolute time, however many clicks there are", async () => {
      const state = await open({ absolute: ABSOLUTE });
      // a short idle time, so that clicks touch the session
      const { url } = await start({ state, SESSION_IDLE: 1, SESSION_ABSOLUTE: ABSOLUTE });
      const client = program(url);
      const began = Date.now();
      await client.signIn("shopper-39");
      // a browser drops the cookie at its end; this one always sends it
      const { cookies } = client;
      const user = () => client.withCookies(cookies).user();
      await expect.poll(user, { timeout: 10_000, interval: 25 }).toBeNull();
      const lived = Date.now() - began;
      expect(lived).toBeGreaterThan((ABSOLUTE - 1.1) * 1000);
      expect(lived).toBeLessThan((ABSOLUTE + 1) * 1000);
    });
  });
}
