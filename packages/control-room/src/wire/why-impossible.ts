import type { Action } from "./action.ts";
import { isRunning, type MemberStatus } from "./side.ts";

type Members = readonly Pick<MemberStatus, "name" | "role" | "state">[];

/** Why an action is impossible with these members, as the rest of a sentence ("there is no shop-7"); null if it is possible. */
export function whyImpossible(action: Action, members: Members): string | null {
  switch (action.type) {
    case "customers":
      return null;
    case "balance":
      return whyNoReload(members);
    case "scale":
    case "roll":
      return whyNoStart(members);
    default:
      return whyNot(action, members);
  }
}

function whyNot(
  { type, member: name }: Extract<Action, { member: string }>,
  members: Members,
): string | null {
  const member = members.find((candidate) => candidate.name === name);
  if (!member) return `there is no ${name}`;
  if (type !== "start") return isRunning(member) ? null : `${name} is not running`;
  if (isRunning(member)) return `${name} is running already`;
  return member.role === "replica" ? whyNoStart(members) : null;
}

/** Why no replica can start: without its state it never becomes ready, and whoever waits for it is blocked meanwhile. */
function whyNoStart(members: Members): string | null {
  const servers = members.filter(({ role }) => role === "redis");
  return servers.length > 0 && !servers.some(isRunning) ? "Redis is stopped: start it first" : null;
}

/** Why no nginx can take a new configuration. The control room has no button that starts one. */
function whyNoReload(members: Members): string | null {
  const ended = members.find((member) => member.role === "nginx" && !isRunning(member));
  return ended ? `${ended.name} is stopped: start it in a terminal first` : null;
}
