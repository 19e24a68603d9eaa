/**
 * Several deployments can be up side by side, each under a name. The usual one has none. What belongs to a deployment, such as its
 * folder, is called `base`, or `base-name` where it has a name.
 */
export type DeploymentName = string | undefined;

/** A part of a host, because browsers find the shop at `name.localhost`. */
export const NAME_PATTERN = /^(?=.{1,30}$)[a-z0-9](-?[a-z0-9])*$/;

export const qualify = (base: string, name: DeploymentName): string =>
  name === undefined ? base : `${base}-${name}`;

/** Whether this is called `base` or `base-name`. */
export const isQualified = (base: string, text: string): boolean =>
  text === base || (text.startsWith(`${base}-`) && NAME_PATTERN.test(text.slice(base.length + 1)));

/** The name in `base-name`. */
export const nameIn = (base: string, text: string): DeploymentName =>
  text === base ? undefined : text.slice(base.length + 1);
