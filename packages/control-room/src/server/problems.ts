import { STATUS_CODES } from "node:http";
import { LabError } from "@shop/lab/errors.ts";
import type { FastifyInstance, FastifyReply } from "fastify";
import fp from "fastify-plugin";
import { ImpossibleActionError } from "./control-room.ts";

/** A refused request. The message is the `detail` of the response. */
export class Problem extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, detail: string) {
    super(detail);
    this.statusCode = statusCode;
  }
}

/** Sends every error as a problem document (RFC 9457). */
export const problems = fp(async (app: FastifyInstance) => {
  app.setNotFoundHandler((_request, reply) => send(reply, 404, "There is nothing here."));
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    if (error instanceof ImpossibleActionError) return send(reply, 409, error.message);
    const hint = error instanceof LabError && error.hint ? ` ${error.hint}` : "";
    return send(reply, error.statusCode ?? 500, `${error.message}${hint}`);
  });
});

function send(reply: FastifyReply, status: number, detail: string): FastifyReply {
  return reply
    .code(status)
    .type("application/problem+json")
    .send({ title: STATUS_CODES[status], status, detail });
}
