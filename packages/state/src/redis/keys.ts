import { slotOf } from "../ids.ts";

/*
 * Every key the shop writes. What must change in one step shares a slot of a Redis cluster: the part in braces.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export const sessionKey = (id: string) => `shop:session:${id}`;
export const cartKey = (id: string) => `shop:{${slotOf(id)}}:cart:${id}`;
export const orderKey = (id: string) => `shop:{${slotOf(id)}}:order:${id}`;
