import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Address } from "./address.ts";
import { Problem } from "./problems.ts";

/**
 * Lets in only who has the URL that the lab printed. Another web site's page can make a browser send requests to this machine; it
 * does not know the token, cannot lie about its origin, and gives itself away by the host where it bent DNS to come here
 * (https://owasp.org/www-community/attacks/csrf, https://en.wikipedia.org/wiki/DNS_rebinding).
 */
export const guard = fp(async (app: FastifyInstance, { port, token }: Address) => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  app.addHook("onRequest", async (request) => {
    const { host = "" } = request.headers;
    if (!hosts.includes(host)) throw new Problem(421, `The control room is not at "${host}".`);
    if (!isSame(request.url.split(/[/?]/)[1] ?? "", token))
      throw new Problem(403, "This address has not the control room's token. Open the URL that it printed.");
    if (request.method !== "GET" && request.method !== "HEAD" && isForeign(request))
      throw new Problem(403, "Only the control room's own page may do this.");
  });
});

/** Takes as long whatever differs. */
function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  return headers.origin !== `http://${headers.host}` || (site !== undefined && site !== "same-origin");
}
