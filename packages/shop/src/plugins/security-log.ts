import { RefusedError } from "@shop/state";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
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
    /** Logs an event with user, client address and request id. For a sign-in, `user` is the name as it was typed. */
    logSecurity(event: SecurityEvent, user: string | null, reason?: string): void;
  }
}

/** `onEvent` is called with each event that is logged. */
export interface SecurityLogOptions {
  readonly onEvent: ((event: SecurityEvent) => void) | undefined;
}

/** Statuses of refusals that may be part of an attack. */
const REFUSALS = new Set([401, 403, 409, 422, 429]);

/**
 * Logs every sign-in, sign-out and refused change, each in one line of the same shape: event, user, address, reqId. A line never
 * has anything that lets its reader in: no cookie, no id of a session or cart, no idempotency key, no password.
 */
export const securityLog = fp(async (app: FastifyInstance, { onEvent }: SecurityLogOptions) => {
  app.decorateRequest("logSecurity", function (this: FastifyRequest, event, user, reason) {
    const message = reason ? `${MESSAGES[event]}: ${reason}` : MESSAGES[event];
    this.log.info({ event, user, address: this.ip }, message);
    onEvent?.(event);
  });

  app.addHook("onError", (request, _reply, error, done) => {
    if (!SAFE_METHODS.has(request.method) && isRefusal(error))
      request.logSecurity("change-refused", request.user, error.message);
    done();
  });
});

function isRefusal(error: Error): boolean {
  return error instanceof RefusedError || (error instanceof Problem && REFUSALS.has(error.statusCode));
}
