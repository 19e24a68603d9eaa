import { envSchema } from "env-schema";
import Type, { type Static } from "typebox";

const Schema = Type.Object({
  HOST: Type.String({ default: "127.0.0.1", description: "Address to listen on" }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535 }),
  REPLICA: Type.String({
    default: "",
    pattern: "^[a-z0-9-]{0,63}$",
    description: "This replica's name; found out where it is empty",
  }),
  SESSION_SECRET: Type.String({
    pattern: "^[^,]{32,}(,[^,]{32,})*$",
    description:
      "Signs cookies, 32 characters or more. Several, separated by commas: the first signs, all are accepted. To rotate it without signing anybody out, let every replica accept the new one (old,new), then sign with it (new,old), then, after SESSION_ABSOLUTE, drop the old one (new)",
  }),
  SESSION_IDLE: Type.Integer({
    default: 1800,
    minimum: 1,
    description: "Seconds without a click that end a session",
  }),
  SESSION_ABSOLUTE: Type.Integer({
    default: 604_800,
    minimum: 1,
    description: "Seconds that end any session",
  }),
  NEW_CARTS_PER_MINUTE: Type.Integer({
    default: 120,
    minimum: 1,
    description: "How many carts each replica lets one address begin in a minute",
  }),
  SECURE_COOKIES: Type.Boolean({ default: false, description: "The shop is reached over TLS" }),
  LOG_LEVEL: Type.String({ default: "info" }),
});

/** What the environment says about this replica. Times are in seconds. */
export type Config = Static<typeof Schema>;

/** Reads the environment; throws with the name of what is missing or wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  return envSchema<Config>({ schema: Schema, data: env, env: false });
}
