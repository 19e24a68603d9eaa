import { createHmac } from "node:crypto";
import { RefusedError } from "@shop/state";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { accountOf } from "../accounts/sign-in-limits.ts";
import type { Config } from "../config.ts";
import { Problem } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

const MESSAGES = {
  "sign-in": "Signed in",
  "sign-in-refused": "Sign-in refused: name and password do not belong together",
  "sign-in-throttled": "Sign-in refused: too many attempts for this name",
  "sign-in-busy": "Sign-in refused: too many at once",
  "sign-out": "Signed out",
  "sign-out-everywhere": "Signed out everywhere",
  "change-refused": "Change refused",
};

/** What operators may want to filter the log by or raise an alarm about. */
export type SecurityEvent = keyof typeof MESSAGES;

declare module "fastify" {
  interface FastifyRequest {
    /** Logs an event with user, client address and request id. `username` is the name that was typed to sign in. */
    logSecurity(
      event: SecurityEvent,
      user: string | null,
      more?: { reason?: string; username?: string },
    ): void;
  }
}

/** `onEvent` is called with each event that is logged. */
export interface SecurityLogOptions {
  readonly config: Config;
  readonly onEvent: ((event: SecurityEvent) => void) | undefined;
}

/** Statuses of refusals that may be part of an attack. */
const REFUSALS = new Set([401, 403, 409, 422, 429]);

/**
 * Logs every sign-in, sign-out and refused change, each in one line of the same shape: event, user, account, address, reqId. A line
 * never has anything that lets its reader in: no cookie, no id of a session or cart, no idempotency key, no password. People type
 * passwords into the field for the name: for a sign-in, `account` stands for that name, and only a user who signed in is named.
 */
export const securityLog = fp(async (app: FastifyInstance, { config, onEvent }: SecurityLogOptions) => {
  const tagOf = accountTags(config.SESSION_SECRET);
  app.decorateRequest("logSecurity", function (this: FastifyRequest, event, user, { reason, username } = {}) {
    const message = reason ? `${MESSAGES[event]}: ${reason}` : MESSAGES[event];
    const account = username === undefined ? null : tagOf(username);
    this.log.info({ event, user, account, address: this.ip }, message);
    onEvent?.(event);
  });

  app.addHook("onError", (request, _reply, error, done) => {
    if (!SAFE_METHODS.has(request.method) && isRefusal(error))
      request.logSecurity("change-refused", request.user, { reason: error.message });
    done();
  });
});

/** Returns a function whose result stands for an account in the log. Without the secret, nobody can try names on it. */
function accountTags(secrets: string) {
  const key = createHmac("sha256", secrets.split(",")[0] ?? "")
    .update("accounts in the log")
    .digest();
  return (username: string) =>
    createHmac("sha256", key).update(accountOf(username)).digest("base64url").slice(0, 16);
}

function isRefusal(error: Error): boolean {
  return error instanceof RefusedError || (error instanceof Problem && REFUSALS.has(error.statusCode));
}
