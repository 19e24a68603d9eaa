import type { Accounts } from "../shop/accounts/accounts.ts";
import { type Config, ConfigError, isProduction } from "../shop/config.ts";

/** For development: whoever types a name twice is signed in with it. Refuses to be used in production. */
export const developmentAccounts: Accounts = {
  async verify(username, password) {
    return username === password ? username : null;
  },
};

/** Throws a ConfigError in production. Goes when the accounts above are replaced by your own. */
export function refuseProduction(config: Config): void {
  if (!isProduction(config)) return;
  throw new ConfigError(
    "The accounts are those for development: everybody may sign in as anybody. Replace src/accounts/development.ts by accounts of your own before you set NODE_ENV=production or SECURE_COOKIES=true.",
  );
}
