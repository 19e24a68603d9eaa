import type { Accounts } from "./accounts.ts";
import hashes from "./demo-accounts.json" with { type: "json" };
import { verifyPassword } from "./password.ts";

/** The accounts that the sign-in page offers. */
export const demoAccounts = [
  { username: "ada", password: "lovelace" },
  { username: "alan", password: "turing" },
  { username: "grace", password: "hopper" },
];

const byName = new Map(Object.entries(hashes));

/** Compared with where there is no such account, so that the time taken does not tell; the programs' names are no secret. */
const NOBODY = hashes.ada;

export const demo: Accounts = {
  async verify(username, password) {
    const hash = byName.get(username);
    const right = await verifyPassword(password, hash ?? NOBODY);
    return right && hash ? username : null;
  },
};
