import { describe, expect, test } from "vitest";
import { demoAccounts, OFFERED } from "../../src/demo/accounts/accounts.ts";

describe("demo accounts", () => {
  test("those on the sign-in page and those of the lab can sign in", async () => {
    const programs = ["shopper-1", "shopper-250", "shopper-500"].map((name) => ({
      username: name,
      password: name,
    }));
    expect(OFFERED.map(({ username }) => username)).toEqual(["ada", "alan", "grace"]);
    for (const { username, password } of [...OFFERED, ...programs]) {
      expect(await demoAccounts.verify(username, password)).toBe(username);
      expect(await demoAccounts.verify(username, `${password}.`)).toBeNull();
    }
  });

  test("a name that does not exist cannot sign in, even with somebody's password", async () => {
    for (const name of ["nobody", "", "__proto__", "constructor", "shopper-501", "ADA"])
      expect(await demoAccounts.verify(name, "lovelace"), name).toBeNull();
  });

  test("a name that does not exist takes as long as one that does", async () => {
    const times: Record<string, number[]> = { ada: [], nobody: [] };
    for (let round = 0; round < 11; round++) {
      for (const [name, all] of Object.entries(times)) {
        const asked = performance.now();
        await demoAccounts.verify(name, "byron");
        all.push(performance.now() - asked);
      }
    }
    const [known = 0, unknown = 0] = Object.values(times).map((all) => all.toSorted((a, b) => a - b)[5]);
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });
});
