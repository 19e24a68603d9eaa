import { serve } from "@shop/shop";
import { demo } from "@shop/shop/demo";
import { redisState } from "@shop/state/redis";
import { RedisStore } from "connect-redis";

await serve({
  ...demo({ state: "redis" }),
  openState(settings, { REDIS_URL: url, REDIS_PASSWORD_FILE: passwordFile, REDIS_WAIT: wait }) {
    const { client, records, ...state } = redisState({ ...settings, url, passwordFile, wait });
    return { ...state, sessions: new RedisStore({ client, ...records }) };
  },
});
