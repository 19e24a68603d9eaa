import type { Accounts } from "../../accounts/accounts.ts";
import { verifyPassword } from "../../accounts/password.ts";
import hashes from "./accounts.json" with { type: "json" };

/** The accounts that the sign-in page offers. */
export const OFFERED = [
  { username: "ada", password: "lovelace" },
  { username: "alan", password: "turing" },
  { username: "grace", password: "hopper" },
];

const byName = new Map(Object.entries(hashes));

/**
 * Verified in place of an account that does not exist, so that the time does not tell which accounts exist. The lab's accounts take
 * less time, but their names are no secret.
 */
const DUMMY = hashes.ada;

/** The accounts that the sign-in page offers, and 500 for the lab's simulated customers (shopper-1 …), whose password is their name. */
export const demoAccounts: Accounts = {
  async verify(username, password) {
    const hash = byName.get(username);
    const right = await verifyPassword(password, hash ?? DUMMY);
    return right && hash ? username : null;
  },
};
