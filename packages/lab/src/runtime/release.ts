/**
 * How far a new version of the shop is released: so many replicas of it (next-1 …) stand beside the others, and nginx gives them
 * this share (0 to 1) of what it hands out.
 */
export interface Release {
  readonly replicas: number;
  readonly share: number;
}

/** No new version. */
export const NO_RELEASE: Release = { replicas: 0, share: 0 };

/** The name of a release in a history. */
export const releaseAct = ({ replicas, share }: Release): string =>
  `release ${replicas} with ${Math.round(share * 100)} %`;

/** What nginx is told beside the address of a server (https://nginx.org/en/docs/http/ngx_http_upstream_module.html#server). */
export interface Weights {
  readonly current: string;
  readonly next: string;
}

/**
 * A weight for each server of either version, so that all of the next version together get their share. A version without one is
 * `down` and not left out: nginx then knows where it is before it is switched to.
 */
export function weightsOf({ replicas, share }: Release, current: number): Weights {
  const percent = Math.round(share * 100);
  const weight = (value: number) => (value === 0 ? " down" : ` weight=${value}`);
  return { current: weight((100 - percent) * Math.max(replicas, 1)), next: weight(percent * current) };
}
