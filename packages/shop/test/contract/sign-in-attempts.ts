import { SLOWDOWN } from "@shop/state";
import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";

const WRONG = "byron";
const PATIENCE = { timeout: 9000, interval: 20 };

const attempt = (client: Client, username: string, password = WRONG) =>
  client.post("/login", { username, password });

/** Guesses until the next attempt has to wait. */
async function guessAll(client: Client, username: string) {
  for (let n = 0; n < SLOWDOWN.free; n++) expect((await attempt(client, username)).status).toBe(401);
  expect((await attempt(client, username)).status).toBe(429);
}

export function signInAttemptsContract({ program, person, open, start }: ContractContext) {
  describe("guessing a password", () => {
    test("is slowed down after five wrong guesses, for every client, at every replica, even for the right password", async () => {
      const state = await open();
      const [one, two] = [await start({ state }), await start({ state })];
      await guessAll(program(one.url), "shopper-340");
      for (const url of [one.url, two.url]) {
        const answer = await attempt(program(url), "shopper-340", "shopper-340");
        expect([answer.status, answer.type]).toEqual([429, "application/problem+json"]);
        expect(answer.headers.get("retry-after")).toBe("1");
        expect(answer.text).toContain("Please try again in a second.");
        expect(answer.setCookies).toEqual([]);
      }
      const tryAgain = async () => (await attempt(program(two.url), "shopper-340", "shopper-340")).status;
      await expect.poll(tryAgain, PATIENCE).toBe(200);
      // the right password has cleared the attempts
      await guessAll(program(one.url), "shopper-340");
    });

    test("takes twice as long each time, and the answer says how long", async () => {
      const guesser = program();
      await guessAll(guesser, "shopper-341");
      const status = async () => (await attempt(guesser, "shopper-341")).status;
      await expect.poll(status, PATIENCE).toBe(401);
      const answer = await attempt(guesser, "shopper-341");
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "2"]);
      expect(answer.text).toContain("Please try again in 2 seconds.");
    });

    test("by many requests at once gets no more guesses than one by one", async () => {
      const guesser = program();
      const guesses = Array.from({ length: 50 }, () => attempt(guesser, "shopper-342"));
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.filter((status) => status !== 429)).toEqual(Array(SLOWDOWN.free).fill(401));
    });

    test("of a name that does not exist gets the same answers", async () => {
      const answers = async (username: string) => {
        const guesser = program();
        const seen: unknown[] = [];
        for (let n = 0; n <= SLOWDOWN.free; n++) {
          const { status, headers, body } = await attempt(guesser, username);
          seen.push([status, headers.get("retry-after"), body]);
        }
        return seen;
      };
      expect(await answers("nobody-at-all")).toEqual(await answers("shopper-343"));
    });

    test("is counted by account, whatever the spelling of its name", async () => {
      const guesser = program();
      for (let n = 0; n < SLOWDOWN.free; n++) await attempt(guesser, n % 2 ? "SHOPPER-344" : "shopper-344");
      expect((await attempt(guesser, "Shopper\uff0d344")).status).toBe(429);
      await guesser.signIn("shopper-345");
    });

    test("by a person is answered with the form, which says when to try again", async () => {
      const guesser = person();
      await guessAll(guesser, "shopper-346");
      const page = await attempt(guesser, "shopper-346", "shopper-346");
      expect([page.status, page.type, page.headers.get("retry-after")]).toEqual([429, "text/html", "1"]);
      expect(page.text).toContain(
        "too many attempts to sign in with this name. Please try again in a second.",
      );
      expect(page.body).toContain('value="shopper-346"');
      expect(page.body).not.toContain('value="byron"');
    });
  });
}
