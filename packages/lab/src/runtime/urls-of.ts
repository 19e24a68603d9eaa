import type { Deployment } from "./runtime.ts";

/** Where a deployment is whose nginx have these ports on loopback. */
export function urlsOf(ports: readonly (number | string)[]): Pick<Deployment, "url" | "urls"> {
  const urls = ports.map((port) => `http://localhost:${port}`);
  return { url: urls[0] as string, ...(urls.length > 1 && { urls }) };
}
