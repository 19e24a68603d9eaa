import { envSchema } from "env-schema";
import type { XStatic } from "typebox/schema";

/** The secrets that this repository publishes: anybody can sign cookies with them. */
const PUBLIC_SECRETS = ["for-the-demo-only-not-a-secret-at-all"];

/** The fewest different characters that a secret may have: 32 zeros are long enough, but anybody can guess them. */
const LEAST_VARIETY = 8;

const Schema = {
  type: "object",
  // the others have a default
  required: ["SESSION_SECRET"],
  properties: {
    NODE_ENV: {
      type: "string",
      default: "development",
      description: "production: refuses to start with a secret or with accounts that are public",
    },
    HOST: { type: "string", default: "127.0.0.1", description: "Address to listen on" },
    PORT: { type: "integer", default: 3000, minimum: 0, maximum: 65535 },
    REPLICA: {
      type: "string",
      default: "",
      pattern: "^[a-z0-9-]{0,63}$",
      description: "This replica's name; if empty, the container's or the host's",
    },
    SESSION_SECRET: {
      type: "string",
      pattern: "^[^,]{32,}(,[^,]{32,})*$",
      description:
        "Signs cookies; 32 characters or more. Several are separated by commas: the first one signs, all are accepted. To rotate the secret without signing anybody out, let every replica accept the new one (old,new), then sign with it (new,old), then, after SESSION_ABSOLUTE, drop the old one (new)",
    },
    SESSION_IDLE: {
      type: "integer",
      default: 1800,
      minimum: 1,
      description: "Seconds without a click after which a session ends",
    },
    SESSION_ABSOLUTE: {
      type: "integer",
      default: 604_800,
      minimum: 1,
      description: "Seconds after which any session ends",
    },
    NEW_CARTS_PER_MINUTE: {
      type: "integer",
      default: 120,
      minimum: 1,
      description: "How many carts each replica lets one address begin in a minute",
    },
    SECURE_COOKIES: {
      type: "boolean",
      default: false,
      description: "The shop is reached over TLS, so this is production",
    },
    TRUST_PROXY: {
      type: "string",
      default: "loopback, linklocal, uniquelocal",
      description:
        "Proxies whose X-Forwarded-For is believed: addresses, networks or these names, separated by commas",
    },
    METRICS_PORT: {
      type: "integer",
      default: 0,
      minimum: 0,
      maximum: 65535,
      description: "Port of the figures for Prometheus (/metrics); 0 leaves them out",
    },
    LOG_LEVEL: { type: "string", default: "info" },
  },
} as const;

/** The settings of this replica, from the environment. Times are in seconds. */
export type Config = Required<XStatic<typeof Schema>>;

/** The shop refuses to start with these settings. The message says which one is wrong and what to set. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Whether real customers may use this shop: then it refuses secrets and passwords that are public. */
export function isProduction({ NODE_ENV, SECURE_COOKIES }: Config): boolean {
  return NODE_ENV === "production" || SECURE_COOKIES;
}

/** Reads the settings from `env`. Throws a ConfigError that names the setting which is missing or wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const config = parse(env);
  if (isProduction(config)) for (const secret of config.SESSION_SECRET.split(",")) requireSecret(secret);
  return config;
}

function parse(env: NodeJS.ProcessEnv): Config {
  try {
    return envSchema<Config>({ schema: Schema, data: env, env: false });
  } catch (error) {
    throw new ConfigError(`The shop's settings are wrong: ${(error as Error).message}`);
  }
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
