/**
 * Everything that the shop keeps in Redis. Each key expires, in the time given here after it was last written.
 *
 * | key                                  | type        | content                                                | lifetime                                             |
 * | ------------------------------------ | ----------- | ------------------------------------------------------ | ---------------------------------------------------- |
 * | shop:session:<session id>            | string      | session as JSON: user, createdAt                       | `idle` since its last touch, `absolute` in all       |
 * | shop:sessions-of:<user>              | sorted set  | the user's session ids, scored by their absolute end   | `absolute` since the user last signed in             |
 * | shop:sign-in-attempts:<digest>       | hash        | count, opensAt (when the next attempt is allowed)      | `memory` of SLOWDOWN                                 |
 * | shop:{<slot>}:cart:<cart id>         | hash        | quantity by SKU; @owner and @since once it is claimed  | `absolute` with an owner, `idle` without             |
 * | shop:{<slot>}:order:<order id>       | string      | order as JSON                                          | ORDER_LIFETIME                                       |
 * | shop:{<slot>}:answer:<cart id>:<key> | string      | fingerprint and answer of a change with this idempotency key | ANSWER_LIFETIME                                |
 * | shop:ready                           | string      | nothing: written to see whether Redis can be written to | a minute                                            |
 *
 * `idle` and `absolute` are settings (Lifetimes). Times in content are milliseconds since the epoch, but @since is seconds. What
 * must change in one step shares a slot of a Redis cluster, which the part in braces decides.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
import { hash } from "node:crypto";
import { slotOf } from "../ids.ts";

/** RedisStore (connect-redis) appends the session's id. */
export const SESSION_PREFIX = "shop:session:";
export const sessionsOfKey = (user: string) => `shop:sessions-of:${user}`;
/** Hashed, because anybody may type anything where a user name is asked for. */
export const attemptsKey = (account: string, device: string | null) =>
  `shop:sign-in-attempts:${hash("sha256", `${device ?? ""}\n${account}`, "base64url")}`;
export const cartKey = (id: string) => `shop:{${slotOf(id)}}:cart:${id}`;
export const orderKey = (id: string) => `shop:{${slotOf(id)}}:order:${id}`;
export const answerKey = (cartId: string, idempotencyKey: string) =>
  `shop:{${slotOf(cartId)}}:answer:${cartId}:${idempotencyKey}`;
export const READY_KEY = "shop:ready";
