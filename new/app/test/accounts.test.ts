import { join } from "node:path";
import { expect, test } from "vitest";
import { startRefused } from "./shop/shop-process.ts";

const MAIN = join(import.meta.dirname, "..", "src", "main.ts");

/** Goes when the accounts are your own. */
test.for([{ NODE_ENV: "production" }, { SECURE_COOKIES: "true" }] as Record<string, string>[])(
  "with accounts for development the app does not start in production, %o, and says in one line what to replace",
  async (env) => {
    const { exit, stderr, stdout } = await startRefused({ REDIS_URL: "redis://127.0.0.1:1", ...env }, MAIN);
    expect([exit, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^The accounts are those for development.*Replace src\/accounts\/development\.ts.*\n$/,
    );
  },
);
