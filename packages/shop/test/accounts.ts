import type { Accounts } from "../src/accounts/accounts.ts";

/** shopper-1, shopper-2 …, each with the name as password, and without the time that hashing takes. */
export const testAccounts: Accounts = {
  verify: async (username, password) =>
    /^shopper-\d+$/.test(username) && username === password ? username : null,
};
