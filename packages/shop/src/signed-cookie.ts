import { createHmac } from "node:crypto";
import { Signer } from "@fastify/cookie";
import { LRUCache } from "lru-cache";
import type { Config } from "./config.ts";

/** How many verified cookies a replica remembers. */
const MOST_REMEMBERED = 10_000;

/**
 * The longest time that browsers keep a cookie, in seconds:
 * https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.5
 */
export const LONGEST_LIFETIME = 400 * 24 * 60 * 60;

/**
 * A cookie's name and attributes. Over TLS the name has a prefix with which browsers accept it from this host only:
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export function hostCookie(name: string, { SECURE_COOKIES: secure }: Config) {
  const attributes = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
  return { name: secure ? `__Host-${name}` : name, attributes };
}

/**
 * Signs values for one purpose; a value that was signed for another purpose is not valid. @fastify/session takes such a signer as
 * its `secret`. It remembers the cookies that it has verified, because an HMAC is the most expensive part of most requests.
 * `secrets` as in SESSION_SECRET: separated by commas, the first one signs, all are accepted.
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

/** Without a copy, a part of a request's header keeps the whole header in memory (V8's sliced strings). */
const copy = (text: string) => Buffer.from(text).toString();
