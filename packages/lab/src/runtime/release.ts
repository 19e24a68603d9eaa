/** How far a new version of the shop is released. */
export interface Release {
  /** Replicas of the new version (next-1 …), beside those of the current one. */
  readonly replicas: number;
  /** The part of requests, 0 to 1, that nginx sends to them. */
  readonly share: number;
}

/** No new version. */
export const NO_RELEASE: Release = { replicas: 0, share: 0 };

/** The name of a release in a history. */
export const releaseAct = ({ replicas, share }: Release): string =>
  `release ${replicas} with ${Math.round(share * 100)} %`;

/**
 * Parameters of nginx's `server` (https://nginx.org/en/docs/http/ngx_http_upstream_module.html#server) for one server of either version, so that all of the next version together get their share. Servers of a version without a
 * share are `down` and not left out, so that nginx knows their addresses before it is switched to them.
 */
export function weightsOf({ replicas, share }: Release, current: number): { current: string; next: string } {
  const percent = Math.round(share * 100);
  const weight = (value: number) => (value === 0 ? " down" : ` weight=${value}`);
  return { current: weight((100 - percent) * Math.max(replicas, 1)), next: weight(percent * current) };
}
