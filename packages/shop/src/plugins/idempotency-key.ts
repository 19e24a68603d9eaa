import { hash, randomUUIDv7 } from "node:crypto";
import type { Once } from "@shop/state";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What makes this change happen once, however often it is sent; undefined where it came without a key. */
    idempotencyKey?: Once;
  }
}

/** A UUID of version 7, which begins with the milliseconds of its making: https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Lets a change be sent again, by a double click or by a load balancer whose replica died. Programs send the header
 * `Idempotency-Key`, in quotes as the draft has it or without; forms have the key in the query of their action, where the
 * load balancer sees it, too. A key says when it was made, so that one which is too old to be remembered can be refused.
 * Without a key the same change twice is two changes.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export const idempotencyKey = fp(async (app: FastifyInstance) => {
  app.decorateRequest("idempotencyKey");

  app.addHook("preValidation", (request, _reply, done) => {
    if (SAFE_METHODS.has(request.method)) return done();
    const key = keyOf(request);
    if (key === undefined) return done();
    if (typeof key !== "string" || !KEY.test(key))
      return done(
        new Problem(400, "An idempotency key is a UUID of version 7, in lower case. Nothing was changed."),
      );
    request.idempotencyKey = { key, issuedAt: issuedAt(key), fingerprint: fingerprint(request) };
    done();
  });
});

/** For a form. */
export const newIdempotencyKey = (): string => randomUUIDv7();

function keyOf({ headers, query }: FastifyRequest): unknown {
  const sent = headers["idempotency-key"];
  if (typeof sent === "string") return sent.replace(/^"(.*)"$/, "$1");
  return (query as { key?: unknown }).key;
}

const issuedAt = (key: string) => Number.parseInt(key.replace("-", "").slice(0, 12), 16);

/** A digest of what is asked for. A password is no part of it, for it is kept with the answer. */
function fingerprint({ method, url, body }: FastifyRequest): string {
  const path = url.split("?", 1)[0];
  const asked = JSON.stringify([method, path, body], (name, value) =>
    name === "password" ? undefined : value,
  );
  return hash("sha256", asked, "base64url");
}
