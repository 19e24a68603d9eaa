import type { SignInAttempts } from "@shop/state";
import type { Accounts } from "./accounts.ts";
import { HASHED_AT_ONCE } from "./hashing.ts";

/** How many sign-ins are in hand at once: as many as are hashed in about a second. */
const MOST_IN_HAND = 32 * HASHED_AT_ONCE;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What came of an attempt to sign in: the user, or why not. `wait` in seconds. */
export type SignInOutcome =
  | { readonly user: string }
  | { readonly refused: "wrong" | "busy" }
  | { readonly refused: "throttled"; readonly wait: number };

/** What attempts are counted by: however a name is typed, it is one account. */
export function accountOf(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}

/**
 * Returns a function that looks at a name and a password, slowly where many were wrong, and not at all where too many others are
 * in hand. `device` is the browser's id where it is known to the account. A right password is for the caller to clear.
 */
export function limitedSignIn(accounts: Accounts, attempts: SignInAttempts) {
  let inHand = 0;
  const check = async (credentials: Credentials, device: string | null): Promise<SignInOutcome> => {
    const { username, password } = credentials;
    const wait = await attempts.charge(accountOf(username), device);
    if (wait > 0) return { refused: "throttled", wait: Math.ceil(wait / 1000) };
    const user = await accounts.verify(username, password);
    return user === null ? { refused: "wrong" } : { user };
  };
  return async (credentials: Credentials, device: string | null): Promise<SignInOutcome> => {
    // before it is charged: who was not looked at has not failed
    if (inHand >= MOST_IN_HAND) return { refused: "busy" };
    inHand++;
    try {
      return await check(credentials, device);
    } finally {
      inHand--;
    }
  };
}
