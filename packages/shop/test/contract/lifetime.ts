import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Bench } from "../contract.ts";

const IDLE = 1.2;

export function lifetimeContract({ program, open, start }: Bench) {
  describe("idle time", () => {
    test("clicks keep a session alive past its idle time; without any it ends", {
      timeout: 30_000,
    }, async () => {
      const state = await open({ idle: IDLE });
      const { url } = await start({ state, SESSION_IDLE: IDLE });
      const client = program().withCookie("", url);
      await client.signIn("shopper-40");
      const click = async () => (await client.get("/whoami")).json<{ session: string }>().session;

      const signedIn = Date.now();
      while (Date.now() - signedIn < 2 * IDLE * 1000) {
        expect(await click()).toBe("known");
        await pause(25);
      }

      const lastClick = Date.now();
      const [id = ""] = client.ticket;
      await expect.poll(() => state.sessions.get(id), { timeout: 10_000, interval: 25 }).toBeNull();
      // a touch may be up to a quarter of the idle time old
      expect(Date.now() - lastClick).toBeGreaterThan(0.7 * IDLE * 1000);
      expect(await click()).toBe("unknown");
    });
  });
}
