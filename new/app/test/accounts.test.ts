import { expect, test } from "vitest";
import { developmentAccounts } from "../src/accounts/development.ts";
import { readConfig } from "../src/shop/config.ts";
import { SECRET } from "./shop/running-shop.ts";

test.for([{ NODE_ENV: "production" }, { SECURE_COOKIES: "true" }])(
  "the accounts for development are refused with %o",
  (settings) => {
    const check = (more: object) =>
      developmentAccounts.check?.(readConfig({ SESSION_SECRET: SECRET, ...more }));
    expect(() => check(settings)).toThrow("accounts of your own");
    check({});
  },
);
