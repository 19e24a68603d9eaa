import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
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
    SESSION_SECRET_FILE: "",
    SESSION_IDLE: 1800,
    SESSION_ABSOLUTE: 604_800,
    NEW_CARTS_PER_MINUTE: 120,
    SECURE_COOKIES: false,
    TRUST_PROXY: "loopback, linklocal, uniquelocal",
    REDIS_URL: "",
    REDIS_PASSWORD_FILE: "",
    REDIS_WAIT: "",
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
  ["NODE_ENV", "prodcution"],
  ["LOG_LEVEL", "loud"],
  ["TRUST_PROXY", "10.0.0.0/8, nginx"],
  ["REDIS_URL", "redis"],
  ["REDIS_URL", "http://127.0.0.1:6379"],
] as const)("%s=%s is refused, and the message names it", ([name, value]) => {
  expect(() => readConfig({ SESSION_SECRET, [name]: value })).toThrow(name);
});

test.for([
  ["TRUST_PROXY", "", "loopback", "10.0.0.1, 192.168.0.0/16,fd00::/8"],
  ["REDIS_URL", "", "redis://127.0.0.1", "redis://shop:secret@redis:6379/1", "rediss://redis:6380"],
  ["REDIS_URL", "redis+sentinel://shop:secret@a:26379,b:26379/shop", "rediss+cluster://a:6379,b:6379"],
] as const)("%s has any of its forms", ([name, ...values]) => {
  for (const value of values) expect(readConfig({ SESSION_SECRET, [name]: value })[name]).toBe(value);
});

test("a malformed REDIS_URL is not shown, because it may have a password in it", () => {
  const reading = () => readConfig({ SESSION_SECRET, REDIS_URL: "redis//shop:hunter2@redis:6379" });
  expect(reading).toThrow("REDIS_URL");
  expect(reading).not.toThrow("hunter2");
});

describe("a secret in a file", () => {
  const inFile = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "secret-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "session-secret");
    writeFileSync(file, text);
    return file;
  };

  test("counts like one in the environment, without the end of its line", () => {
    const config = readConfig({ SESSION_SECRET_FILE: inFile(`${SESSION_SECRET}\n`) });
    expect(config.SESSION_SECRET).toBe(SESSION_SECRET);
  });

  test("is checked like one in the environment, and is not shown", () => {
    const reading = () => readConfig({ SESSION_SECRET_FILE: inFile("hunter2"), NODE_ENV: "production" });
    expect(reading).toThrow(ConfigError);
    expect(reading).not.toThrow("hunter2");
  });

  test("that is missing is named, with what makes one", () => {
    const reading = () => readConfig({ SESSION_SECRET_FILE: "/nowhere/session-secret" });
    expect(reading).toThrow(ConfigError);
    expect(reading).toThrow(/SESSION_SECRET_FILE.*\/nowhere\/session-secret.*scripts\/secrets/);
  });

  test("beside one in the environment is refused: only one can count", () => {
    const reading = () => readConfig({ SESSION_SECRET, SESSION_SECRET_FILE: inFile(SESSION_SECRET) });
    expect(reading).toThrow("SESSION_SECRET and SESSION_SECRET_FILE are both set");
  });
});

describe("a variable that is no setting", () => {
  test.for([
    ["SESSION_SERCET", "SESSION_SECRET"],
    ["SESSION_SECRETFILE", "SESSION_SECRET_FILE"],
    ["SESSION_IDEL", "SESSION_IDLE"],
    ["session_idle", "SESSION_IDLE"],
    ["SESSION_ABSOLUT", "SESSION_ABSOLUTE"],
    ["NEW_CART_PER_MINUTES", "NEW_CARTS_PER_MINUTE"],
    ["SECURE_COOKIE", "SECURE_COOKIES"],
    ["TRUST_PROXYS", "TRUST_PROXY"],
    ["REDIS_URI", "REDIS_URL"],
    ["REDIS_PASWORD_FILES", "REDIS_PASSWORD_FILE"],
  ] as const)("%s is taken for a misspelt %s, which the message names", ([name, meant]) => {
    const reading = () => readConfig({ [name]: "60" });
    expect(reading).toThrow(ConfigError);
    expect(reading).toThrow(new RegExp(`^${name} is no setting.*Did you mean ${meant}\\?`));
  });

  test("never stops the start if it is somebody else's", () => {
    const foreign = {
      ...{ SESSION_MANAGER: "local/desk:@/tmp/.ICE-unix/1", SESSION_ID: "7", SESSION_TYPE: "x11" },
      ...{
        REDIS_PORT: "tcp://10.0.0.7:6379",
        REDIS_SERVICE_HOST: "10.0.0.7",
        REDIS_PORT_6379_TCP_ADDR: "10.0.0.7",
      },
      ...{ REDIS_HOST: "redis", REDIS_USER: "shop", REDIS_TLS_URL: "rediss://redis", REDIS_PASSWORD: "x" },
      ...{
        HOME: "/root",
        HOSTNAME: "desk",
        HOSTS: "a",
        PORTS: "80",
        LOGLEVEL: "debug",
        REPLICAS: "3",
        NODE_EXTRA: "1",
      },
      ...{ PATH: "/bin", LOGNAME: "root", NODE_OPTIONS: "", SECURE: "1", TRUST: "1", PROXY: "http://proxy" },
    };
    expect(readConfig({ SESSION_SECRET, ...foreign })).toEqual(readConfig({ SESSION_SECRET }));
  });

  test("is nobody's mistake beside the setting that it is like", () => {
    const both = { REDIS_URL: "redis://127.0.0.1", REDIS_URI: "redis://127.0.0.1" };
    expect(readConfig({ SESSION_SECRET, ...both }).REDIS_URL).toBe(both.REDIS_URL);
  });
});

test("only the given environment is read", () => {
  vi.stubEnv("PORT", "9999");
  vi.stubEnv("SESSION_SECRET", SESSION_SECRET);
  expect(readConfig({ SESSION_SECRET }).PORT).toBe(3000);
  expect(() => readConfig({})).toThrow("SESSION_SECRET");
});

describe.for([{ NODE_ENV: "production" }, { SECURE_COOKIES: "true" }])("in production, %o,", (production) => {
  const refused: [what: string, secret: string][] = [
    ["a secret that is published", "for-the-demo-only-not-a-secret-at-all"],
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
