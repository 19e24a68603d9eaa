import { readFileSync } from "node:fs";
import proxyAddr from "@fastify/proxy-addr";
import { envSchema } from "env-schema";
import type { XStatic } from "typebox/schema";
import { findMisspelt } from "./misspelt-settings.ts";
import { SettingsSchema } from "./settings-schema.ts";

/** The secrets that this repository publishes: anybody can sign cookies with them. */
const PUBLIC_SECRETS = ["for-the-demo-only-not-a-secret-at-all"];

/** The fewest different characters that a secret may have: 32 zeros are long enough, but anybody can guess them. */
const LEAST_VARIETY = 8;

/** The settings of this replica, from the environment. Times are in seconds. */
export type Config = Required<XStatic<typeof SettingsSchema>>;

/** The shop refuses to start with these settings. The message says which one is wrong and what to set. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Whether real customers may use this shop: then it refuses secrets and passwords that are public. */
export function isProduction({ NODE_ENV, SECURE_COOKIES }: Config): boolean {
  return NODE_ENV === "production" || SECURE_COOKIES;
}

/** Reads the settings from `env`. Throws a ConfigError that names the setting which is missing, wrong or misspelt. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  refuseMisspelt(env);
  const config = parse(withSecretFromFile(env));
  requireProxies(config.TRUST_PROXY);
  if (config.REDIS_URL) requireRedisUrl(config.REDIS_URL);
  if (isProduction(config)) for (const secret of config.SESSION_SECRET.split(",")) requireSecret(secret);
  return config;
}

function refuseMisspelt(env: NodeJS.ProcessEnv): void {
  const misspelt = findMisspelt(env, Object.keys(SettingsSchema.properties));
  if (!misspelt) return;
  throw new ConfigError(
    `${misspelt.name} is no setting of the shop. Did you mean ${misspelt.meant}? All settings are in docs/settings.md.`,
  );
}

function withSecretFromFile(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { SESSION_SECRET: secret, SESSION_SECRET_FILE: file } = env;
  if (!file) return env;
  if (secret)
    throw new ConfigError(
      "SESSION_SECRET and SESSION_SECRET_FILE are both set, and only one can count. Unset one of them.",
    );
  try {
    return { ...env, SESSION_SECRET: readFileSync(file, "utf8").trim() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `SESSION_SECRET_FILE names a file that cannot be read (${code}): ${file}. scripts/secrets makes one.`,
    );
  }
}

function parse(env: NodeJS.ProcessEnv): Config {
  try {
    return envSchema<Config>({ schema: SettingsSchema, data: env, env: false });
  } catch (error) {
    throw new ConfigError(`The shop's settings are wrong: ${(error as Error).message}`);
  }
}

function requireProxies(proxies: string): void {
  try {
    if (proxies) proxyAddr.compile(proxies.split(",").map((proxy) => proxy.trim()));
  } catch (error) {
    throw new ConfigError(
      `TRUST_PROXY is wrong (${(error as Error).message}). Set it to addresses or networks, or to loopback, linklocal or uniquelocal, separated by commas.`,
    );
  }
}

/** Does not show the URL, because it may have a password in it. The state reads the rest of it. */
function requireRedisUrl(url: string): void {
  if (/^rediss?(\+(sentinel|cluster))?:\/\/./.test(url)) return;
  throw new ConfigError(
    "REDIS_URL is not an address of a Redis. Set it to one like redis://127.0.0.1:6379, or see docs/settings.md for TLS, Sentinel and Cluster.",
  );
}

function requireSecret(secret: string): void {
  const remedy =
    "In production set SESSION_SECRET to a secret of your own, for example what `openssl rand -base64 32` prints.";
  if (PUBLIC_SECRETS.includes(secret))
    throw new ConfigError(`SESSION_SECRET is the one that this repository publishes. ${remedy}`);
  if (new Set(secret).size < LEAST_VARIETY)
    throw new ConfigError(
      `SESSION_SECRET has fewer than ${LEAST_VARIETY} different characters, so it can be guessed. ${remedy}`,
    );
}
