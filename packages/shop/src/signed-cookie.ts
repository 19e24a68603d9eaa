import { createHmac } from "node:crypto";
import { Signer } from "@fastify/cookie";
import { LRUCache } from "lru-cache";
import type { Config } from "./config.ts";

/** How many cookies a replica remembers having verified. */
const MOST_REMEMBERED = 10_000;

/** Seconds. The longest that browsers keep a cookie: https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.5 */
export const LONGEST_LIFETIME = 400 * 24 * 60 * 60;

/**
 * A cookie's name and attributes. Over TLS the prefix makes browsers refuse it from anywhere but this host:
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export function hostCookie(name: string, { SECURE_COOKIES: secure }: Config) {
  const attributes = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
  return { name: secure ? `__Host-${name}` : name, attributes };
}

/**
 * A signer for values of one purpose, which are worth nothing for another: what @fastify/session takes for its `secret`. It
 * remembers the cookies it has verified, because an HMAC is the most expensive part of most requests. `secrets` as in
 * SESSION_SECRET: the first signs, all are accepted.
 */
export function cookieSigner(secrets: string, purpose: string): Pick<Signer, "sign" | "unsign"> {
  const keys = secrets.split(",").map((secret) => createHmac("sha256", secret).update(purpose).digest());
  const signer = new Signer(keys);
  const signed = new LRUCache<string, string>({ max: MOST_REMEMBERED });
  const unsigned = new LRUCache<string, ReturnType<Signer["unsign"]>>({ max: MOST_REMEMBERED });
  return {
    sign(value) {
      // an empty value belongs to a session that is never saved
      if (value === "") return value;
      const cookie = signed.get(value) ?? signer.sign(value);
      signed.set(value, cookie);
      return cookie;
    },
    unsign(cookie) {
      const known = unsigned.get(cookie);
      if (known) return known;
      const result = signer.unsign(cookie);
      if (result.valid) unsigned.set(copy(cookie), { ...result, value: copy(result.value) });
      return result;
    },
  };
}

/** A part of a request's header keeps the whole header in memory (V8's sliced strings), unless it is copied. */
const copy = (text: string) => Buffer.from(text).toString();
