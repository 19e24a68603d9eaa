import { SLOWDOWN } from "@shop/state";
import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";
import { SECRET } from "../running-shop.ts";

const statusOf = async (client: Client, username: string, password: string) =>
  (await client.post("/login", { username, password })).status;

async function guessAll(client: Client, username: string) {
  for (let n = 0; n < SLOWDOWN.free; n++) expect(await statusOf(client, username, "byron")).toBe(401);
  expect(await statusOf(client, username, "byron")).toBe(429);
}

export function knownDeviceContract({ program, person, open, start }: ContractContext) {
  /** A browser with which this user has signed in and out again. */
  const known = async (username: string, client = program()) => {
    await client.signIn(username);
    await client.post("/logout");
    return client;
  };

  describe("a browser that has signed in to an account before", () => {
    test("still can sign in while strangers who guessed have to wait", async () => {
      for (const [n, kind] of [program, person].entries()) {
        const name = `shopper-${350 + n}`;
        const owner = await known(name, kind());
        await guessAll(program(), name);
        await owner.signIn(name);
        // and that did not clear the strangers' attempts
        expect(await statusOf(program(), name, name)).toBe(429);
      }
    });

    test("is slowed down by its own guesses, which do not slow down others", async () => {
      const device = await known("shopper-352");
      await guessAll(device, "shopper-352");
      await program().signIn("shopper-352");
      expect(await statusOf(device, "shopper-352", "shopper-352")).toBe(429);
    });

    test("is a stranger to every other account", async () => {
      const attacker = await known("shopper-353");
      await guessAll(program(), "shopper-354");
      expect(await statusOf(attacker, "shopper-354", "shopper-354")).toBe(429);
    });

    test("is known to four accounts, and a fifth replaces the first", async () => {
      const names = [355, 356, 357, 358, 359].map((n) => `shopper-${n}`);
      const browser = program();
      for (const name of names) await known(name, browser);
      for (const name of names) await guessAll(program(), name);
      const statuses: number[] = [];
      for (const name of names) statuses.push(await statusOf(browser.withCookies(), name, name));
      expect(statuses).toEqual([429, 200, 200, 200, 200]);
    });

    test("is not recognised by a forged cookie or under another name", async () => {
      const owner = await known("shopper-360");
      await guessAll(program(), "shopper-360");
      const { device = "" } = owner.cookies;
      const [value = ""] = device.split(".");
      for (const forged of ["x", "", value, `${value}.${"A".repeat(43)}`, `a${device}`])
        expect(await statusOf(program().withCookies({ device: forged }), "shopper-360", "shopper-360")).toBe(
          429,
        );
      const other = program().withCookies({ session: device });
      expect(await statusOf(other, "shopper-360", "shopper-360")).toBe(429);
      await program().withCookies({ device }).signIn("shopper-360");
    });

    test("is recognised throughout a rotation of the secret", async () => {
      const state = await open();
      const next = "the secret that signs the cookies of these tests from now on";
      const [before, after] = [
        await start({ state }),
        await start({ state, SESSION_SECRET: `${next},${SECRET}` }),
      ];
      const last = await start({ state, SESSION_SECRET: next });
      const owner = await known("shopper-361", program(before.url));
      await guessAll(program(before.url), "shopper-361");
      // signing in renews the cookie
      await owner.at(after.url).signIn("shopper-361");
      await owner.at(last.url).signIn("shopper-361");
    });
  });
}
