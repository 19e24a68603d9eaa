import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";

const SESSION_SECRET = "0123456789abcdef0123456789abcdef";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("only the secret has no default", () => {
  expect(readConfig({ SESSION_SECRET })).toEqual({
    NODE_ENV: "development",
    HOST: "127.0.0.1",
    PORT: 3000,
    REPLICA: "",
    SESSION_SECRET,
    SESSION_IDLE: 1800,
    SESSION_ABSOLUTE: 604_800,
    NEW_CARTS_PER_MINUTE: 120,
    SECURE_COOKIES: false,
    TRUST_PROXY: "loopback, linklocal, uniquelocal",
    METRICS_PORT: 0,
    LOG_LEVEL: "info",
  });
});

test("a missing secret is reported by its name", () => {
  expect(() => readConfig({})).toThrow("SESSION_SECRET");
});

test("a secret that is too short is refused, alone or beside a good one, and is not shown", () => {
  for (const secret of ["hunter2", `${SESSION_SECRET},hunter2`, `hunter2,${SESSION_SECRET}`, ""]) {
    expect(() => readConfig({ SESSION_SECRET: secret })).toThrow("SESSION_SECRET");
    expect(() => readConfig({ SESSION_SECRET: secret })).not.toThrow("hunter2");
  }
});

test("several secrets may be set, for rotation", () => {
  const two = `${SESSION_SECRET},fedcba9876543210fedcba9876543210`;
  expect(readConfig({ SESSION_SECRET: two }).SESSION_SECRET).toBe(two);
});

test("the environment's text becomes numbers and booleans", () => {
  const config = readConfig({ SESSION_SECRET, PORT: "8081", SESSION_IDLE: "90", SECURE_COOKIES: "true" });
  expect(config).toMatchObject({ PORT: 8081, SESSION_IDLE: 90, SECURE_COOKIES: true });
});

test.for([
  ["PORT", "http"],
  ["PORT", "70000"],
  ["SESSION_IDLE", "0"],
  ["SESSION_IDLE", "1.5"],
  ["SESSION_ABSOLUTE", "3600.5"],
  ["SESSION_ABSOLUTE", "soon"],
  ["SECURE_COOKIES", "perhaps"],
  ["REPLICA", "shop 2"],
] as const)("%s=%s is refused, and the message names it", ([name, value]) => {
  expect(() => readConfig({ SESSION_SECRET, [name]: value })).toThrow(name);
});

test("only the given environment is read", () => {
  vi.stubEnv("PORT", "9999");
  vi.stubEnv("SESSION_SECRET", SESSION_SECRET);
  expect(readConfig({ SESSION_SECRET }).PORT).toBe(3000);
  expect(() => readConfig({})).toThrow("SESSION_SECRET");
});

describe.for([{ NODE_ENV: "production" }, { SECURE_COOKIES: "true" }])("in production, %o,", (production) => {
  const env = parseEnv(readFileSync(join(import.meta.dirname, "..", "..", "..", ".env"), "utf8"));
  const refused: [what: string, secret: string][] = [
    ["the secret that .env publishes", `${env.SESSION_SECRET}`],
    ["32 zeros", "0".repeat(32)],
    ["few different characters", "abcdefg".repeat(5)],
  ];

  test.for(refused)("%s: refused in any position, with advice what to set", ([, secret]) => {
    for (const all of [secret, `${secret},${SESSION_SECRET}`, `${SESSION_SECRET},${secret}`]) {
      const reading = () => readConfig({ ...production, SESSION_SECRET: all });
      expect(reading).toThrow(ConfigError);
      expect(reading).toThrow(/In production set SESSION_SECRET to a secret of your own/);
      expect(reading).not.toThrow(secret);
    }
    expect(readConfig({ SESSION_SECRET: secret }).SESSION_SECRET).toBe(secret);
  });

  test("a private secret is accepted, alone or beside its successor", () => {
    for (const secret of [SESSION_SECRET, `${SESSION_SECRET},fedcba9876543210fedcba9876543210`])
      expect(readConfig({ ...production, SESSION_SECRET: secret }).SESSION_SECRET).toBe(secret);
  });
});
