import { serve } from "@shop/shop";
import { cartInSessionState } from "@shop/state/redis/cart-in-session";

await serve((settings) => cartInSessionState({ ...settings, url: process.env.REDIS_URL }));
