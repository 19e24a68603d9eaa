import type { State } from "@shop/state";
import type { Visit } from "./visit.ts";

/** What this replica knows about somebody, in one plain sentence or two. */
export function sentence(visit: Visit, replica: string, state: State["kind"]): string {
  const { knowledge, home } = visit;
  const said = `${replica} answered.`;
  if (knowledge === "none") {
    return `${said} You have no session yet: it begins when you put something in your cart or sign in.`;
  }
  if (knowledge === "unavailable") {
    return `${said} It cannot ask the shop's memory just now who you are. That will pass by itself and signs nobody out.`;
  }
  if (state === "redis") {
    if (knowledge === "unknown")
      return `${said} Your session is no longer in Redis: it has expired or was ended.`;
    const begun = home === replica ? "" : ` It began at ${home}, and that does not matter.`;
    return `${said} Your session lives in Redis, where every replica finds it.${begun}`;
  }
  if (knowledge === "known")
    return `${said} Your session lives in its memory, so it knows you. No other replica does.`;
  return home === replica
    ? `${said} Your session lived in its memory, and it has forgotten you: it was restarted, or the session has expired.`
    : `${said} Your session lives in ${home}'s memory, and ${replica} has never heard of you.`;
}
