import { LabError } from "../errors.ts";
import type { Member, Snapshot } from "./runtime.ts";

/** Throws a LabError where there is no member of that name. */
export function memberNamed(name: string, { members }: Snapshot): Member {
  const member = members.find((candidate) => candidate.name === name);
  if (member) return member;
  throw new LabError(`There is no ${name}.`, "scripts/lab status lists what there is.");
}

const ORDER = ["shop", "next", "nginx", "redis"];

/** Replicas by number, then nginx and redis. */
export function inOrder<M extends Member>(members: readonly M[]): M[] {
  const order = ({ name }: Member) => ORDER.indexOf(name.split("-")[0] as string);
  return members.toSorted(
    (a, b) => order(a) - order(b) || a.name.localeCompare(b.name, "en", { numeric: true }),
  );
}
