/** Takes the place of a path that cannot be decoded (/%zz), so that it gets the same 404 as any unknown path. */
const UNDECODABLE = "/undecodable-path";

/** What nearly all requests ask for: a path without anything to decode. */
const PLAIN_PATH = /^\/[^%]*$/;

/**
 * Returns the path and query of a request target. Clients of proxies send a whole URL as the target
 * (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2). The router understands that, but @fastify/session finds no session.
 */
export function pathOf(target = "/"): string {
  if (PLAIN_PATH.test(target)) return target;
  const path = target.replace(/^https?:\/\/[^/?#]*\/?/i, "/");
  return isDecodable(path) ? path : UNDECODABLE;
}

function isDecodable(path: string): boolean {
  try {
    decodeURI(path.split("?", 1)[0] ?? path);
    return true;
  } catch {
    return false;
  }
}
