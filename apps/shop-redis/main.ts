import { serve } from "@shop/shop";
import { demo } from "@shop/shop/demo";
import { redisState } from "@shop/state/redis";
import { RedisStore } from "connect-redis";

await serve({
  ...demo({ state: "redis" }),
  openState(settings) {
    const { client, records, ...state } = redisState({ ...settings, url: process.env.REDIS_URL });
    return { ...state, sessions: new RedisStore({ client, ...records }) };
  },
});
