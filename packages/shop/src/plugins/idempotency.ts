import { hash, randomBytes } from "node:crypto";
import type { Once } from "@shop/state";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What makes this change happen once, however often it is sent; undefined where it came without a key. */
    once?: Once;
  }
}

const KEY = /^[\w-]{16,64}$/;

/**
 * Lets a change be sent again, by a double click or by a load balancer whose replica died. Programs send the header
 * `Idempotency-Key`; forms have the key in the query of their action, where the load balancer sees it, too. Without a key
 * the same change twice is two changes.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export const idempotency = fp(async (app: FastifyInstance) => {
  app.decorateRequest("once");

  app.addHook("preValidation", (request, _reply, done) => {
    if (SAFE_METHODS.has(request.method)) return done();
    const key = request.headers["idempotency-key"] ?? (request.query as { key?: unknown }).key;
    if (key === undefined) return done();
    if (typeof key !== "string" || !KEY.test(key))
      return done(
        new Problem(400, "An idempotency key has 16 to 64 letters, digits, hyphens or underscores."),
      );
    request.once = { key, fingerprint: fingerprint(request) };
    done();
  });
});

/** 128 random bits, for a form. */
export function newIdempotencyKey(): string {
  return randomBytes(16).toString("base64url");
}

/** A digest of what is asked for. A password is no part of it, for it is kept with the answer. */
function fingerprint({ method, url, body }: FastifyRequest): string {
  const path = url.split("?", 1)[0];
  const asked = JSON.stringify([method, path, body], (name, value) =>
    name === "password" ? undefined : value,
  );
  return hash("sha256", asked, "base64url");
}
