import { hash } from "node:crypto";
import { slotOf } from "../ids.ts";

/*
 * Every key the shop writes. What must change in one step shares a slot of a Redis cluster: the part in braces.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
/** What the keys of sessions begin with; RedisStore (connect-redis) writes them. */
export const SESSION_PREFIX = "shop:session:";
/** The ids of a user's sessions, by when they end for certain. */
export const sessionsOfKey = (user: string) => `shop:sessions-of:${user}`;
export const cartKey = (id: string) => `shop:{${slotOf(id)}}:cart:${id}`;
export const orderKey = (id: string) => `shop:{${slotOf(id)}}:order:${id}`;
/** Where the answer to a change of this cart is remembered. */
export const answerKey = (cartId: string, key: string) => `shop:{${slotOf(cartId)}}:answer:${cartId}:${key}`;
/** Hashed, because anybody may type anything where a user name is asked for. */
export const attemptsKey = (account: string, device: string | null) =>
  `shop:sign-in-attempts:${hash("sha256", `${device ?? ""}\n${account}`, "base64url")}`;

/** What is written to see whether anything can be. */
export const READY_KEY = "shop:ready";
