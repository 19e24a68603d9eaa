import type { SignInAttempts } from "@shop/state";
import type { Accounts } from "./accounts.ts";
import { HASHED_AT_ONCE } from "./hashing.ts";

/** How many sign-ins run or wait at once: as many as can be hashed in about a second. */
const MOST_PENDING = 32 * HASHED_AT_ONCE;

/** As they were typed. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The result of an attempt to sign in: the user, or why it was refused. `wait` is in seconds. */
export type SignInOutcome =
  | { readonly user: string }
  | { readonly refused: "wrong" | "busy" }
  | { readonly refused: "throttled"; readonly wait: number };

/** The key by which attempts are counted. All spellings of a name (case, full-width letters) have the same one. */
export function accountOf(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}

/**
 * Returns a function that verifies a name and a password, unless the account has to wait after wrong passwords, or too many
 * sign-ins are pending at this replica. `device` is the browser's id if it has signed in to the account before, else null. After a
 * right password the caller clears the account's attempts. Rejects with a StateUnavailableError if attempts cannot be counted.
 */
export function limitedSignIn(accounts: Accounts, attempts: SignInAttempts) {
  let pending = 0;
  const check = async (credentials: Credentials, device: string | null): Promise<SignInOutcome> => {
    const { username, password } = credentials;
    const wait = await attempts.charge(accountOf(username), device);
    if (wait > 0) return { refused: "throttled", wait: Math.ceil(wait / 1000) };
    const user = await accounts.verify(username, password);
    return user === null ? { refused: "wrong" } : { user };
  };
  return async (credentials: Credentials, device: string | null): Promise<SignInOutcome> => {
    // before the attempt is charged: it was never verified, so it must not count as a failure
    if (pending >= MOST_PENDING) return { refused: "busy" };
    pending++;
    try {
      return await check(credentials, device);
    } finally {
      pending--;
    }
  };
}
