import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

export function statsContract({ kind, program, open, start }: ContractContext) {
  describe("stats", () => {
    test("count the requests of customers, but not health checks, files or their own requests", async () => {
      const { url } = await start({ state: await open(), replica: "shop-7" });
      const client = program(url);
      for (const path of [
        "/",
        "/cart",
        "/livez",
        "/readyz",
        "/statez",
        "/public/styles.css",
        "/nowhere",
        "/stats",
      ])
        await client.get(path);
      const stats = async () => (await client.get("/stats")).json();
      const [sessions, cpu] = [expect.any(Number), expect.any(Number)];
      const expected = { replica: "shop-7", state: kind, requests: 2, sessions, cpu };
      await expect.poll(stats).toEqual(expected);
    });

    test("count the sessions of customers who signed in", async () => {
      const { url } = await start({ state: await open() });
      const sessions = async () => (await program(url).get("/stats")).json<{ sessions: number }>().sessions;
      const before = await sessions();
      await program(url).add("abacus");
      expect(await sessions()).toBe(before);
      await program(url).signIn("shopper-28");
      expect(await sessions()).toBe(before + 1);
    });
  });
}
