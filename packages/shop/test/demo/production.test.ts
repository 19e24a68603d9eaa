import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { startRefused } from "../shop-process.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");
const main = (app: string) => join(ROOT, "apps", app, "main.ts");

test.for([{ NODE_ENV: "production" }, { SECURE_COOKIES: "true" }] as Record<string, string>[])(
  "in production, %o, the demo does not start, and says in one line what to replace",
  async (env) => {
    const { exit, stderr, stdout } = await startRefused(env, main("shop-memory"));
    expect([exit, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^The demo's accounts have public passwords.*in place of demo\(\) in main\.ts.*\n$/,
    );
  },
);

test.for([
  ["shop-redis", /demo's accounts have public passwords/],
  ["shop-cart-in-session", /for the lab only/],
] as const)("%s refuses without waiting for a Redis that it cannot reach", async ([app, says]) => {
  const env = { NODE_ENV: "production", REDIS_URL: "redis://127.0.0.1:1" };
  const { exit, stderr } = await startRefused(env, main(app));
  expect(exit).toBe(1);
  expect(stderr).toMatch(says);
});

test("the secret that .env publishes is refused in production", () => {
  const { SESSION_SECRET = "" } = parseEnv(readFileSync(join(ROOT, ".env"), "utf8"));
  expect(readConfig({ SESSION_SECRET }).SESSION_SECRET).toBe(SESSION_SECRET);
  expect(() => readConfig({ SESSION_SECRET, NODE_ENV: "production" })).toThrow(
    /In production set SESSION_SECRET to a secret of your own/,
  );
});
