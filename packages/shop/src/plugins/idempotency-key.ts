import { hash, randomUUIDv7 } from "node:crypto";
import type { IdempotencyKey } from "@shop/state";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The valid key of this change and what the state needs to recognise it again; undefined if the request has none. */
    idempotencyKey?: IdempotencyKey;
  }
}

/** A UUID of version 7, which begins with the time of its creation in milliseconds: https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Reads the idempotency key of a change and refuses a malformed one with 400. Whether the key came before is checked by the state,
 * together with the change itself. With a key, a change that is sent again is made once: after a double click, or when the load
 * balancer repeats the request of a replica that died. Programs send the header `Idempotency-Key`, in quotes as in the draft or
 * without. Forms have the key in the query of their action, where the load balancer sees it. A key tells its age, so that the state
 * can refuse one that is too old to be remembered.
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

/** A key for a form's action. */
export const newIdempotencyKey = (): string => randomUUIDv7();

function keyOf({ headers, query }: FastifyRequest): unknown {
  const sent = headers["idempotency-key"];
  if (typeof sent === "string") return sent.replace(/^"(.*)"$/, "$1");
  return (query as { key?: unknown }).key;
}

const issuedAt = (key: string) => Number.parseInt(key.replace("-", "").slice(0, 12), 16);

/** A digest of the request. The state keeps it with the answer, so it must not depend on a password. */
function fingerprint({ method, url, body }: FastifyRequest): string {
  const path = url.split("?", 1)[0];
  const asked = JSON.stringify([method, path, body], (name, value) =>
    name === "password" ? undefined : value,
  );
  return hash("sha256", asked, "base64url");
}
