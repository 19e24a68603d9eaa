import type { Knowledge } from "../plugins/session.ts";
import type { Homes } from "./home-replicas.ts";
import type { StateKind } from "./state-kind.ts";

/** What a replica can say something about. `hasItems`: it sees something in the cart. */
export interface Seen {
  readonly replica: string;
  readonly state: StateKind;
  readonly knowledge: Knowledge;
  readonly homes: Homes;
  readonly hasItems: boolean;
}

/** Says in one or two plain sentences what this replica knows about a customer. */
export function sentence(seen: Seen): string {
  const { replica, state, knowledge } = seen;
  const said = `${replica} answered.`;
  if (knowledge === "unavailable")
    return `${said} It cannot ask the shop's memory just now who you are. That will pass by itself and signs nobody out.`;
  const cart = state === "redis" ? cartInRedis(seen) : cartInMemory(seen);
  if (knowledge === "none")
    return `${said} ${cart ?? "You have no session yet: it begins when you sign in."}`;
  const session = state === "redis" ? sessionInRedis(seen) : sessionInMemory(seen);
  return `${said} ${session}${cart && state === "memory" ? ` ${cart}` : ""}`;
}

function sessionInRedis({ replica, knowledge, homes }: Seen): string {
  if (knowledge === "unknown") return "Your session is no longer in Redis: it has expired or was ended.";
  const begun =
    homes.session && homes.session !== replica
      ? ` It began at ${homes.session}, and that does not matter.`
      : "";
  return `Your session lives in Redis, where every replica finds it.${begun}`;
}

function sessionInMemory({ replica, knowledge, homes }: Seen): string {
  if (knowledge === "known")
    return "Your session lives in its memory, so it knows you. No other replica does.";
  if (homes.session === replica)
    return "Your session lived in its memory, and it has forgotten you: it was restarted, or the session has expired or was ended.";
  if (homes.session)
    return `Your session lives in ${homes.session}'s memory, and ${replica} has never heard of you.`;
  return "Your session is not in its memory: it lives at another replica, or has ended.";
}

function cartInRedis({ hasItems }: Seen): string | null {
  return hasItems ? "Your cart lives in Redis, where every replica finds it." : null;
}

function cartInMemory({ replica, knowledge, homes, hasItems }: Seen): string | null {
  const others = homes.cart.filter((home) => home !== replica);
  const elsewhere = others.join(" and ");
  if (hasItems && others.length > 0)
    return `What you see of your cart lives in its memory; the rest lives in ${elsewhere}'s.`;
  // the sentence about the session has already said that both live here
  if (hasItems)
    return knowledge === "none" ? "Your cart lives in its memory. No other replica has heard of it." : null;
  const isSaidAlready = elsewhere === homes.session && knowledge === "unknown";
  if (others.length === 0 || isSaidAlready) return null;
  if (homes.cart.includes(replica))
    return `Nothing of your cart is left in its memory; the rest lives in ${elsewhere}'s.`;
  return `Your cart lives in ${elsewhere}'s memory, and ${replica} has never heard of it.`;
}
