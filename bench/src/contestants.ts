import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";

/** A shop that is measured: how one replica of it is started. */
export interface Contestant {
  readonly name: string;
  /** For tables. */
  readonly label: string;
  readonly folder: string;
  readonly program: string;
  readonly needsRedis: boolean;
  /** The shop refuses the demo's accounts in production; Express is only itself there. */
  readonly nodeEnv: "development" | "production";
}

const app = (name: string, label: string, needsRedis: boolean): Contestant => ({
  name,
  label,
  folder: join(ROOT, "apps", name),
  program: "main.ts",
  needsRedis,
  nodeEnv: "development",
});

const peer = (name: string, label: string, needsRedis: boolean): Contestant => ({
  name,
  label,
  folder: join(ROOT, "bench", "peers"),
  program: `${name}.ts`,
  needsRedis,
  nodeEnv: "production",
});

export const SHOP_REDIS = app("shop-redis", "shop-redis", true);
export const SHOP_MEMORY = app("shop-memory", "shop-memory", false);
export const EXPRESS_REDIS = peer("express-redis", "Express, connect-redis", true);
export const EXPRESS_HELMET = peer("express-redis-helmet", "Express, connect-redis, helmet", true);
const EXPRESS_MEMORY = peer("express-memory", "Express, memory store", false);
export const FLOOR = peer("floor", "floor: node:http by hand", true);

/** All contestants, in the order in which tables list them. */
export const CONTESTANTS = [SHOP_MEMORY, SHOP_REDIS, EXPRESS_REDIS, EXPRESS_HELMET, EXPRESS_MEMORY, FLOOR];
