import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { getCookies, Headers } from "undici";
import { type Address, signInPath } from "./address.ts";
import { Problem } from "./problems.ts";

/**
 * Admits only a browser that has opened the URL which the lab printed. The token in that URL is exchanged for a cookie, so that it
 * stays neither in the address bar nor in the page's requests. A page of another web site can make the browser send requests to this
 * machine, but it knows no token, cannot forge its origin, and after DNS rebinding its requests have another host
 * (https://owasp.org/www-community/attacks/csrf, https://en.wikipedia.org/wiki/DNS_rebinding).
 */
export const guard = fp(async (app: FastifyInstance, { port, token }: Address) => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const signIn = signInPath(token);
  // cookies ignore ports: without the port in the name, another control room on this machine would overwrite this one's cookie
  const cookie = { name: `control-room-${port}`, value: randomBytes(24).toString("base64url") };
  const setCookie = `${cookie.name}=${cookie.value}; Path=/; HttpOnly; SameSite=Strict`;

  app.addHook("onRequest", async (request, reply) => {
    const { host = "" } = request.headers;
    if (!hosts.includes(host)) throw new Problem(421, `The control room is not at "${host}".`);
    if (request.method === "GET" && isEqual(request.url, signIn))
      return reply.header("set-cookie", setCookie).header("cache-control", "no-store").redirect("/", 303);
    if (!isEqual(cookiesOf(request)[cookie.name] ?? "", cookie.value))
      throw new Problem(403, "The control room does not know this browser. Open the URL that it printed.");
    if (request.method !== "GET" && request.method !== "HEAD" && isForeign(request))
      throw new Problem(403, "Only the control room's own page may do this.");
  });
});

/** Constant-time comparison. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookiesOf({ headers }: FastifyRequest): Record<string, string> {
  return getCookies(new Headers({ cookie: headers.cookie ?? "" }));
}

/** Whether the request comes from another page than the control room's own. */
function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  return headers.origin !== `http://${headers.host}` || (site !== undefined && site !== "same-origin");
}
