/**
 * Everything that the shop keeps in Redis. Every key expires: the lifetime is counted from the last change.
 *
 * | key                                  | type       | content                                          | lifetime             |
 * | ------------------------------------ | ---------- | ------------------------------------------------ | -------------------- |
 * | shop:session:<session id>            | string     | session as JSON (user, createdAt)                | `idle`; `absolute`¹  |
 * | shop:sessions-of:<user>              | sorted set | the user's session ids, scored by `absolute` end | `absolute`           |
 * | shop:sign-in-attempts:<digest>       | hash       | count; opensAt: when the next one is allowed     | SLOWDOWN.memory      |
 * | shop:{<slot>}:cart:<cart id>         | hash       | quantity by SKU; @owner and @since once claimed  | `absolute`; `idle`²  |
 * | shop:{<slot>}:order:<order id>       | string     | order as JSON                                    | ORDER_LIFETIME       |
 * | shop:{<slot>}:answer:<cart id>:<key> | string     | what a change with this idempotency key returned | ANSWER_LIFETIME      |
 * | shop:ready                           | string     | empty: written to see whether writing works      | 60 s                 |
 * | shop:{<slot or key>}:witness         | string     | empty: the last write before WAIT                | 1 s                  |
 *
 * ¹ `idle` is restarted when the session is used; `absolute` is counted from its beginning and is not.
 * ² `idle` while the cart has no owner.
 *
 * `idle` and `absolute` are settings (Lifetimes). Times are milliseconds since the epoch, @since is seconds. Keys that one script
 * changes share the part in braces, so that they share a slot of a Redis cluster.
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
/** In the slot of another key. */
export const witnessKey = (key: string) => `shop:{${/{(.+?)}/.exec(key)?.[1] ?? key}}:witness`;
