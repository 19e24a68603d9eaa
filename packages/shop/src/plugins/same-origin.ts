import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

/**
 * Refuses changes that another web site's page makes a browser send (CSRF). Browsers say in headers where a request comes from, and
 * no page can forge these. Programs send no such headers and pass. `secure`: the shop's own origin begins with https.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html#fetch-metadata-headers
 */
export const sameOrigin = fp(async (app: FastifyInstance, { secure }: { secure: boolean }) => {
  const scheme = secure ? "https" : "http";
  app.addHook("onRequest", ({ method, headers }, _reply, done) => {
    const { "sec-fetch-site": site, origin, host = "" } = headers;
    if (SAFE_METHODS.has(method) || !isForeign(`${site ?? ""}`, origin, `${scheme}://${host}`)) return done();
    const detail = "This change was asked for by another web site's page. Please make it here in the shop.";
    done(new Problem(403, detail));
  });
});

/** A scheme and a host (a name, IPv4, or IPv6 in brackets), with or without a port. */
const ORIGIN = /^https?:\/\/(\[[\da-f:.]+\]|[\w.-]+)(:\d*)?$/i;

function isForeign(site: string, origin: string | undefined, own: string): boolean {
  if (site) return site !== "same-origin" && site !== "none";
  if (!origin) return false;
  return originOf(origin) === null || originOf(origin) !== originOf(own);
}

/** The origin in the form that browsers compare: in lower case, without the scheme's default port. Null if `text` is not an origin. */
function originOf(text: string): string | null {
  return ORIGIN.test(text) ? (URL.parse(text)?.origin ?? null) : null;
}
