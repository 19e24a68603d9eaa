import { serve } from "@shop/shop";
import { redisState } from "@shop/state/redis";

await serve((settings) => redisState({ ...settings, url: process.env.REDIS_URL }));
