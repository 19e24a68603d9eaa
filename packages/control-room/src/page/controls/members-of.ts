import type { MemberStatus } from "../../wire/side.ts";
import type { SideView } from "../live/live-state.ts";

/** The replicas and the Redis that one or more sides have, each name once: the side with more replicas lists them all. */
export function membersOf(targets: readonly SideView[]): MemberStatus[] {
  const all = targets.flatMap(({ members }) => members.filter(({ role }) => role !== "nginx"));
  const first = new Map(all.toReversed().map((member) => [member.name, member]));
  return [...first.values()].toSorted(compare);
}

const ORDER = ["replica", "redis"];

const compare = (a: MemberStatus, b: MemberStatus) =>
  ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || a.name.localeCompare(b.name, "en", { numeric: true });
