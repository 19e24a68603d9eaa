import {
  KEY_LIFETIME,
  KeyExpiredError,
  KeyReusedError,
  LineFullError,
  StateFullError,
  StateUnavailableError,
} from "@shop/state";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Problem, problemDocument } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

/** Seconds after which a customer may try again while the state is unavailable. */
const RETRY_AFTER = 1;

const TRY_AGAIN = "The shop cannot reach its memory just now. Your cart is safe; please try again.";
const OUTCOME_UNKNOWN =
  "The shop lost touch with its memory. Whether this was done cannot be told: please look at your cart before you try again.";
const SEND_AGAIN = `The shop cannot reach its memory just now. Your cart is safe. Please send this again as it is, within ${KEY_LIFETIME / 60} minutes (a browser does when you load this page again): it will be done once.`;
const FULL =
  "The shop has no room left for new carts just now. Nothing was changed. Please try again in some minutes; customers who have signed in can go on.";
const OUR_FAULT =
  "Something went wrong on our side. Whether this was done cannot be told; please look before you try again.";

/** Answers every error: with a problem document for programs, with a page for people. Only faults of ours are logged with a stack. */
export const errors = fp(async (app: FastifyInstance) => {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    answerError(
      new Problem(404, `There is nothing at ${request.method} ${request.originalUrl.split("?")[0]}.`),
      request,
      reply,
    ),
  );
});

function answerError(
  error: FastifyError | Problem | StateUnavailableError,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (error instanceof StateUnavailableError) {
    request.log.warn({ reason: String(error.cause) }, "The state is not available");
    reply.header("retry-after", RETRY_AFTER);
    return send(request, reply, 503, whatToDo(error, request));
  }
  if (error instanceof LineFullError || error instanceof KeyExpiredError)
    return send(request, reply, 409, error.message);
  if (error instanceof KeyReusedError) return send(request, reply, 422, error.message);
  const status = "statusCode" in error ? (error.statusCode ?? 500) : 500;
  if (status >= 500) {
    request.log.error({ err: error }, "A request failed");
    return send(request, reply, 500, OUR_FAULT);
  }
  return send(request, reply, status, error.message);
}

function whatToDo(
  error: StateUnavailableError,
  { method, knowledge, idempotencyKey }: FastifyRequest,
): string {
  if (error instanceof StateFullError) return FULL;
  // if not even the session could be read, nothing was changed
  if (SAFE_METHODS.has(method) || knowledge === null || knowledge === "unavailable") return TRY_AGAIN;
  return idempotencyKey ? SEND_AGAIN : OUTCOME_UNKNOWN;
}

function send(request: FastifyRequest, reply: FastifyReply, status: number, detail: string) {
  const document = problemDocument(status, detail);
  reply.code(status);
  if (request.wantsJson) return reply.type("application/problem+json").send(document);
  return reply.page("error", document.title, { ...document });
}
