import { availableParallelism } from "node:os";
import { SLOWDOWN } from "@shop/state";
import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

/** How many more sign in than a replica accepts at once: these are refused. */
const EXCESS = 20;
const CROWD = 32 * Math.min(availableParallelism(), 2) + EXCESS;

export function busySignInContract({ program, person, open, start }: ContractContext) {
  describe("more sign-ins at once than a replica can verify", () => {
    test("are refused at once, do not count as attempts, and leave the rest of the shop usable", async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const accounts = {
        verify: async (username: string) => {
          await promise;
          return username;
        },
      };
      const { url, log } = await start({ state: await open(), app: { accounts } });
      const signIn = (n: number, client = program(url)) =>
        client.post("/login", { username: `crowd-${n}`, password: "in a hurry" });
      const crowd = Array.from({ length: CROWD }, (_, n) => signIn(n));
      const refused: string[] = [];
      for (const answer of crowd)
        answer.then(({ status, headers, text }) => {
          if (status === 503) refused.push(`${headers.get("retry-after")} ${text}`);
        });
      await expect.poll(() => refused.length, { interval: 5 }).toBe(EXCESS);
      expect(refused.every((said) => /^2 .*many people are signing in just now/.test(said))).toBe(true);

      const late = person(url);
      for (let n = 0; n <= SLOWDOWN.free; n++) {
        const page = await signIn(CROWD, late);
        expect([page.status, page.type, page.headers.get("retry-after")]).toEqual([503, "text/html", "2"]);
        expect(page.body).toContain(`value="crowd-${CROWD}"`);
      }
      expect((await late.get("/")).status).toBe(200);
      await late.add("abacus");

      resolve();
      const statuses = (await Promise.all(crowd)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(CROWD - EXCESS);
      expect((await signIn(CROWD, late)).status).toBe(303);
      expect(log.filter((line) => line.level >= 40)).toEqual([]);
    });
  });
}
