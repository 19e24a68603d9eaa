/** Where a target leads that cannot be decoded (/%zz): nowhere, like any unknown path, and as kindly answered. */
const UNDECODABLE = "/undecodable-path";

/**
 * What a request asks for, as plugins expect it: a path. A target may be a whole URL, as clients of proxies send it
 * (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2); the router understands that, but @fastify/session has no session for it.
 */
export function pathOf(target = "/"): string {
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
