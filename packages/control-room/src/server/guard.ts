import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { getCookies, Headers } from "undici";
import { type Address, entranceOf } from "./address.ts";
import { Problem } from "./problems.ts";

/**
 * Lets in only a browser that once opened the URL that the lab printed. Its token is exchanged for a cookie, so that it stays
 * neither in the address bar nor in what the page sends. Another web site's page can make a browser send requests to this machine;
 * it does not know the token, cannot lie about its origin, and gives itself away by the host where it bent DNS to come here
 * (https://owasp.org/www-community/attacks/csrf, https://en.wikipedia.org/wiki/DNS_rebinding).
 */
export const guard = fp(async (app: FastifyInstance, { port, token }: Address) => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const entrance = entranceOf(token);
  // cookies ignore ports: without the port in its name, another control room on this machine would replace this one's
  const cookie = { name: `control-room-${port}`, value: randomBytes(24).toString("base64url") };
  const setCookie = `${cookie.name}=${cookie.value}; Path=/; HttpOnly; SameSite=Strict`;

  app.addHook("onRequest", async (request, reply) => {
    const { host = "" } = request.headers;
    if (!hosts.includes(host)) throw new Problem(421, `The control room is not at "${host}".`);
    if (request.method === "GET" && isSame(request.url, entrance))
      return reply.header("set-cookie", setCookie).header("cache-control", "no-store").redirect("/", 303);
    if (!isSame(cookiesOf(request)[cookie.name] ?? "", cookie.value))
      throw new Problem(403, "The control room does not know this browser. Open the URL that it printed.");
    if (request.method !== "GET" && request.method !== "HEAD" && isForeign(request))
      throw new Problem(403, "Only the control room's own page may do this.");
  });
});

/** Constant-time comparison. */
function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookiesOf({ headers }: FastifyRequest): Record<string, string> {
  return getCookies(new Headers({ cookie: headers.cookie ?? "" }));
}

function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  return headers.origin !== `http://${headers.host}` || (site !== undefined && site !== "same-origin");
}
