import { expect, test } from "vitest";
import { testAccounts } from "./accounts.ts";
import { redisForTest } from "./redis-states.ts";
import { SECRET, startShop } from "./running-shop.ts";
import { startRefused } from "./shop-process.ts";

const PUBLIC_SECRET = "for-the-demo-only-not-a-secret-at-all";

const refusals: [what: string, env: Record<string, string>, says: RegExp][] = [
  [
    "a public secret",
    { NODE_ENV: "production", SESSION_SECRET: PUBLIC_SECRET },
    /SESSION_SECRET is the one that this repository publishes\. In production set SESSION_SECRET to/,
  ],
  [
    "a secret that can be guessed, beside a good one",
    { SECURE_COOKIES: "true", SESSION_SECRET: `${SECRET},${"0".repeat(32)}` },
    /SESSION_SECRET has fewer than 8 different characters.*In production set SESSION_SECRET to/,
  ],
  ["a misspelt setting", { SESSION_IDEL: "60" }, /SESSION_IDEL is no setting.*Did you mean SESSION_IDLE/],
  ["a wrong list of proxies", { TRUST_PROXY: "nginx" }, /TRUST_PROXY is wrong \(.*nginx.*\)\. Set it to/],
  ["no secret at all", { SESSION_SECRET: "" }, /settings are wrong:.*SESSION_SECRET/],
  ["no REDIS_URL", { REDIS_URL: "" }, /^REDIS_URL is not set\. ./],
];

test.for(refusals)("with %s the shop does not start, and says why in one line", async ([, env, says]) => {
  const { exit, stderr, stdout } = await startRefused({ REDIS_URL: "redis://127.0.0.1:1", ...env });
  expect([exit, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(says);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).not.toMatch(/0000|not-a-secret-at-all|\bat .*:\d+/);
});

test("accounts that refuse the settings stop the start", async () => {
  const check = ({ NODE_ENV }: { NODE_ENV: string }) => {
    if (NODE_ENV === "production") throw new Error("not with these accounts");
  };
  const { open } = await redisForTest();
  const settings = { state: await open(), app: { accounts: { ...testAccounts, check } } };
  await expect(startShop({ ...settings, NODE_ENV: "production" })).rejects.toThrow("not with these accounts");
  await (await startShop(settings)).close();
});
