import type { SignInOutcome } from "../accounts/sign-in-limits.ts";
import type { SecurityEvent } from "../plugins/security-log.ts";

/** Seconds after which to try again when too many others were signing in. */
const RETRY_BUSY = 2;

/** How a refused sign-in is answered and logged. `retryAfter` is in seconds. */
export interface SignInRefusal {
  readonly status: number;
  readonly event: SecurityEvent;
  readonly error: string;
  readonly retryAfter?: number;
}

/** The answer to a sign-in that was refused. It is the same for a wrong password and a name that does not exist. */
export function signInRefusal(outcome: Extract<SignInOutcome, { refused: string }>): SignInRefusal {
  switch (outcome.refused) {
    case "wrong":
      return {
        status: 401,
        event: "sign-in-refused",
        error: "That name and password do not belong together.",
      };
    case "throttled":
      return {
        status: 429,
        event: "sign-in-throttled",
        error: `There were too many attempts to sign in with this name. Please try again in ${inWords(outcome.wait)}.`,
        retryAfter: outcome.wait,
      };
    case "busy":
      return {
        status: 503,
        event: "sign-in-busy",
        error: "Very many people are signing in just now. Please try again in a few seconds.",
        retryAfter: RETRY_BUSY,
      };
  }
}

function inWords(seconds: number): string {
  if (seconds === 1) return "a second";
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
