import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

/**
 * Refuses changes that another web site's page makes a browser send. Browsers say where a request comes from and no page can
 * make them lie; programs say nothing and pass.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#fetch-metadata-headers
 */
export const sameOrigin = fp(async (app: FastifyInstance) => {
  app.addHook("onRequest", (request, _reply, done) => {
    if (SAFE_METHODS.has(request.method) || !isForeign(request)) return done();
    const detail = "This change was asked for by another web site's page. Please make it here in the shop.";
    done(new Problem(403, detail));
  });
});

function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site) return site !== "same-origin" && site !== "none";
  if (!headers.origin) return false;
  return URL.parse(headers.origin)?.host !== headers.host;
}
