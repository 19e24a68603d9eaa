import type { StateSettings } from "@shop/state";
import { redisState } from "@shop/state/redis";
import { RedisStore } from "connect-redis";
import type { Config } from "../../src/config.ts";
import type { ShopState } from "../../src/shop-state.ts";

/** Opens Redis state as apps do. It connects in the background. */
export function openState(settings: StateSettings, { REDIS_URL: url }: Pick<Config, "REDIS_URL">): ShopState {
  const { client, records, ...state } = redisState({ ...settings, url });
  return { ...state, sessions: new RedisStore({ client, ...records }) };
}
