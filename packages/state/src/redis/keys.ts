import { slotOf } from "../ids.ts";

/*
 * Every key the shop writes. What must change in one step shares a slot of a Redis cluster: the part in braces.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export const sessionKey = (id: string) => `shop:{${slotOf(id)}}:session:${id}`;
/** The ids of a user's sessions, by when they end for certain. They live in many slots, so this is an index and no part of a step. */
export const sessionsOfKey = (user: string) => `shop:sessions-of:${user}`;
export const cartKey = (id: string) => `shop:{${slotOf(id)}}:cart:${id}`;
export const orderKey = (id: string) => `shop:{${slotOf(id)}}:order:${id}`;
/** Where the answer to a change of this session or cart is remembered. */
export const answerKey = (id: string, key: string) => `shop:{${slotOf(id)}}:answer:${id}:${key}`;

/** What is written to see whether anything can be. */
export const READY_KEY = "shop:ready";

/** A glob that all keys of sessions match. */
export const ANY_SESSION = "shop:{*}:session:*";
