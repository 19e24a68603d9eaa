import { RedisStore } from "connect-redis";
import { developmentAccounts } from "./accounts/development.ts";
import { serve } from "./shop/serve.ts";
import { redisState } from "./state/redis/state.ts";
import { wishes } from "./wishes/plugin.ts";
import { redisWishes, type Wishes } from "./wishes/redis-wishes.ts";

let own: { wishes: Wishes };

await serve({
  accounts: developmentAccounts,
  extensions: [wishes(() => own.wishes)],
  openState(settings, { REDIS_URL: url, REDIS_PASSWORD_FILE: passwordFile, REDIS_WAIT: wait }) {
    const { client, records, ...state } = redisState({ ...settings, url, passwordFile, wait }, (redis) => ({
      wishes: redisWishes(redis, settings.absolute),
    }));
    own = state.own;
    return { ...state, sessions: new RedisStore({ client, ...records }) };
  },
});
