import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { Problem } from "../problem.ts";
import { SAFE_METHODS } from "../safe-methods.ts";

/**
 * Refuses changes that another web site's page makes a browser send. Browsers say where a request comes from and no page can
 * make them lie; programs say nothing and pass. `secure`: the shop's own origin begins with https.
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

/** Scheme, and a host with a port or without: names, IPv4, IPv6 in brackets. */
const ORIGIN = /^https?:\/\/(\[[\da-f:.]+\]|[\w.-]+)(:\d*)?$/i;

function isForeign(site: string, origin: string | undefined, own: string): boolean {
  if (site) return site !== "same-origin" && site !== "none";
  if (!origin) return false;
  return originOf(origin) === null || originOf(origin) !== originOf(own);
}

/** As browsers compare it: in lower case and without the scheme's usual port. Null where it is not one. */
function originOf(text: string): string | null {
  return ORIGIN.test(text) ? (URL.parse(text)?.origin ?? null) : null;
}
