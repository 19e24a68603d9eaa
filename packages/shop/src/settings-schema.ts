/**
 * Every variable of the environment that the shop reads, as JSON Schema: what readConfig() accepts, and what docs/settings.md lists.
 * Times are in seconds.
 */
export const SettingsSchema = {
  type: "object",
  // the others have a default
  required: ["SESSION_SECRET"],
  properties: {
    NODE_ENV: {
      type: "string",
      enum: ["development", "test", "production"],
      default: "development",
      description: "`production`: the shop refuses to start with a secret or with accounts that are public",
    },
    HOST: { type: "string", default: "127.0.0.1", description: "Address to listen on" },
    PORT: { type: "integer", default: 3000, minimum: 0, maximum: 65535, description: "Port to listen on" },
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
        "Signs cookies; 32 characters or more. Several are separated by commas: the first one signs, all are accepted. [Rotate it](production.md#rotate-the-secret-without-signing-anybody-out) without signing anybody out",
    },
    SESSION_SECRET_FILE: {
      type: "string",
      default: "",
      description: "A file with the same, in place of `SESSION_SECRET`; read at the start",
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
        "Proxies whose `X-Forwarded-For` is believed: addresses, networks or these names, separated by commas",
    },
    METRICS_PORT: {
      type: "integer",
      default: 0,
      minimum: 0,
      maximum: 65535,
      description: "Port of the figures for Prometheus (`/metrics`); 0 leaves them out",
    },
    REDIS_URL: {
      type: "string",
      default: "",
      description:
        "Where Redis is: one server at `redis://[user[:password]@]host:port`, the master that Sentinels name at `redis+sentinel://[user[:password]@]sentinel:26379,sentinel:26379/name`, or a cluster at `redis+cluster://[user[:password]@]node:6379,node:6379`; `rediss://`, `rediss+sentinel://` and `rediss+cluster://` for TLS. With its state in Redis the shop does not start without it",
    },
    REDIS_PASSWORD_FILE: {
      type: "string",
      default: "",
      description:
        "A file with Redis's password, in place of the one in `REDIS_URL`; read for each connection",
    },
    REDIS_WAIT: {
      type: "string",
      default: "",
      pattern: "^[0-9]?$",
      description:
        "How many of Redis's replicas must have a change before the shop acknowledges it; where fewer have it in time, the answer is 503. If empty, 1 with Sentinels and otherwise 0. In a cluster, set it to 1 if each master has two replicas or more: with one, its carts could not change after a failover until the dead server is back",
    },
    LOG_LEVEL: {
      type: "string",
      enum: ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      default: "info",
      description: "What is less important than this is not logged",
    },
  },
} as const;
