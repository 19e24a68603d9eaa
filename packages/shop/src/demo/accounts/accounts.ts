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

/** Compared with where there is no such account, so that the time taken does not tell; the lab's names are no secret. */
const NOBODY = hashes.ada;

/** Those that the sign-in page offers, and the 500 of the lab's simulated customers, whose password is their name. */
export const demoAccounts: Accounts = {
  async verify(username, password) {
    const hash = byName.get(username);
    const right = await verifyPassword(password, hash ?? NOBODY);
    return right && hash ? username : null;
  },
};
