import type { Deployment } from "./runtime.ts";

/** What of a deployment says where it is. */
type Place = Pick<Deployment, "name" | "scenario" | "url"> & {
  readonly urls?: Deployment["urls"] | undefined;
};

/**
 * Where a browser finds the shop: at a host of its own, because cookies ignore ports, so that shops on one host would sign each
 * other's customers out. Browsers resolve every name in .localhost to this machine (https://www.rfc-editor.org/rfc/rfc6761#section-6.3);
 * programs may not, and use `url`.
 */
export function browserUrl({ name, scenario, url }: Place): string {
  return `http://${name ?? scenario}.localhost:${new URL(url).port}`;
}

/** The same for each nginx. */
export const browserUrls = ({ urls, ...place }: Place): string[] =>
  (urls ?? [place.url]).map((url) => browserUrl({ ...place, url }));
