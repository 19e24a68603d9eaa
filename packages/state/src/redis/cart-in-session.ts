import {
  type Carts,
  type Lines,
  ORDER_LIFETIME,
  type Orders,
  type State,
  type StateSettings,
} from "../state.ts";
import { connectRedis, type Redis } from "./client.ts";
import { guard } from "./guard.ts";
import { cartKey, orderKey } from "./keys.ts";
import { redisState } from "./state.ts";

/**
 * The usual way, for the lab to show what it loses: the cart is kept as session middleware keeps a session, one JSON record
 * that is read, changed in the process and written back whole. Not for a shop: of adds at the same time, most are lost, and
 * what is sent twice happens twice.
 */
export function cartInSessionState(settings: StateSettings & { url: string | undefined }): State {
  const shared = redisState(settings);
  const connection = connectRedis(settings.url as string, settings.log);
  const guarded = guard(connection);
  const carts = wholeCarts(connection.redis, settings.absolute);
  return {
    ...shared,
    carts: guarded(carts),
    orders: guarded({ ...shared.orders, place: placeFrom(carts, connection.redis) }),
    close: async () => {
      connection.close();
      await shared.close();
    },
  };
}

function wholeCarts(redis: Redis, lifetime: number): Carts {
  const read = async (cartId: string) =>
    new Map<string, number>(JSON.parse((await redis.get(cartKey(cartId))) ?? "[]"));
  const change = async (cartId: string, edit: (lines: Map<string, number>) => void): Promise<Lines> => {
    const lines = await read(cartId);
    edit(lines);
    await redis.set(cartKey(cartId), JSON.stringify([...lines]), {
      expiration: { type: "EX", value: lifetime },
    });
    return lines;
  };
  return {
    get: read,
    add: (cartId, sku, quantity) =>
      change(cartId, (lines) => lines.set(sku, (lines.get(sku) ?? 0) + quantity)),
    set: (cartId, sku, quantity) => change(cartId, (lines) => lines.set(sku, quantity)),
    remove: (cartId, sku) => change(cartId, (lines) => lines.delete(sku)),
    clear: async (cartId) => {
      await redis.del(cartKey(cartId));
    },
  };
}

function placeFrom(carts: Carts, redis: Redis): Orders["place"] {
  return async (cartId, draft) => {
    const lines = await carts.get(cartId);
    const order = lines.size > 0 ? draft(lines) : null;
    if (!order) return null;
    await redis.set(orderKey(order.id), JSON.stringify(order), {
      expiration: { type: "EX", value: ORDER_LIFETIME },
    });
    await carts.clear(cartId);
    return order;
  };
}
