import type { Accounts } from "../shop/accounts/accounts.ts";
import { ConfigError, isProduction } from "../shop/config.ts";

/** For development: a name typed twice signs in. In production the app refuses to start with these accounts. */
export const developmentAccounts: Accounts = {
  async verify(username, password) {
    return username === password ? username : null;
  },
  check(config) {
    if (!isProduction(config)) return;
    throw new ConfigError(
      "The accounts are those for development: everybody may sign in as anybody. Replace src/accounts/development.ts by accounts of your own before you set NODE_ENV=production or SECURE_COOKIES=true.",
    );
  },
};
