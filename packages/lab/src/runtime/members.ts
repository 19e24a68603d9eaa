import { LabError } from "../errors.ts";
import type { Member, Snapshot } from "./runtime.ts";

/** Throws a LabError where there is no member of that name. */
export function memberNamed(name: string, { members }: Snapshot): Member {
  const member = members.find((candidate) => candidate.name === name);
  if (member) return member;
  throw new LabError(`There is no ${name}.`, "scripts/lab status lists what there is.");
}

/** Whether a replica belongs to the version that is being released. */
export const isOfNextVersion = ({ name }: Pick<Member, "name">): boolean => name.startsWith("next-");

const ORDER = ["shop", "next", "nginx", "redis", "sentinel"];

/** For sorting members by name: replicas by number, those of a next version after the others, then nginx, redis and Sentinels. */
export function compareNames(a: string, b: string): number {
  const order = (name: string) => ORDER.indexOf(name.split("-")[0] as string);
  return order(a) - order(b) || a.localeCompare(b, "en", { numeric: true });
}
