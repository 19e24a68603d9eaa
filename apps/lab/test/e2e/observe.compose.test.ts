import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ObservedShop, promtool } from "./observed-shop.ts";
import { jobsThatAreUp, OBSERVED } from "./prometheus.ts";

/** Enough for an alert (observe/alerts.yml). */
const CUSTOMERS = 12;

/** Scripts that fill 128 MB of the 160 that Redis may use: in parts, because a log entry of all of it would not fit beside it. */
const FILL = Array.from({ length: 16 }, (_, part) => inPart(part, "'SET', key, string.rep('x', 2^20)"));
const EMPTY = Array.from({ length: 16 }, (_, part) => inPart(part, "'DEL', key"));
const LOSE_SESSIONS = `
  local found = redis.call('SCAN', 0, 'MATCH', 'shop:session:*', 'COUNT', 10000)
  for _, key in ipairs(found[2]) do redis.call('DEL', key) end`;

test("promtool: Prometheus can read its files, and every alert fires for what it is about", async () => {
  await promtool("check", "config", "prometheus.yml");
  expect(await promtool("test", "rules", "alerts.test.yml")).toContain("SUCCESS");
});

describe("compose.observe.yml", () => {
  const shop = new ObservedShop();
  beforeAll(() => shop.up());
  afterAll(() => shop.down());

  const json = { accept: "application/json", "content-type": "application/json" };
  const signIn = async (name: string) => {
    const body = JSON.stringify({ username: name, password: name });
    const answer = await fetch(`${shop.url}/login`, { method: "POST", headers: json, body });
    expect(answer.status).toBe(200);
    return answer.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; ");
  };

  test("Prometheus finds every replica and both exporters", async () => {
    await expect.poll(() => jobsThatAreUp(shop.prometheus), { timeout: 30_000 }).toEqual(OBSERVED);
  });

  test("nginx lets nothing of it out", async () => {
    for (const path of ["/metrics", "/stub_status"])
      expect((await fetch(`${shop.url}${path}`)).status).toBe(404);
  });

  test("every query of the dashboard has an answer", async () => {
    await signIn("shopper-20");
    const { panels } = JSON.parse(await readFile(join(ROOT, "observe", "grafana", "shop.json"), "utf8"));
    for (const { title, targets } of panels) {
      // nothing is refused and nothing fails as yet, so some have no series
      const mayBeEmpty = ["Refused, a minute", "Calls to the state that fail, a second"].includes(title);
      for (const { expr } of targets) {
        const series = async () => (await shop.query(expr)).length;
        await expect
          .poll(series, { message: expr, timeout: 30_000 })
          .toBeGreaterThanOrEqual(mayBeEmpty ? 0 : 1);
      }
    }
  });

  describe("alerts fire, and stop when it is over", () => {
    afterEach(() => shop.eventuallyQuiet());

    test("a replica is killed", async () => {
      const [replica = ""] = (await shop.compose("ps", "--quiet", "shop-redis")).split("\n");
      await execa("docker", ["kill", replica]);
      await shop.eventuallyFires("ReplicaGone");
      await execa("docker", ["start", replica]);
    });

    test("Redis is stopped", async () => {
      await shop.compose("stop", "redis");
      await shop.eventuallyFires("RedisDown", "StateFails");
      await shop.compose("start", "redis");
    });

    test("nginx is stopped", async () => {
      await shop.compose("stop", "nginx-redis");
      await shop.eventuallyFires("NginxDown");
      await shop.compose("start", "nginx-redis");
    });

    test("Redis is filled", async () => {
      for (const script of FILL) await shop.inRedis(script);
      await shop.eventuallyFires("RedisNearlyFull");
      for (const script of EMPTY) await shop.inRedis(script);
    });
  });

  test("customers who became strangers are counted and reported when their sessions are lost", async () => {
    const strangers = async () => Number((await shop.query("sum(shop_strangers_total)"))[0]?.value[1]);
    expect(await strangers()).toBe(0);
    const cookies: string[] = [];
    for (let n = 1; n <= CUSTOMERS; n++) cookies.push(await signIn(`shopper-${20 + n}`));
    await shop.inRedis(LOSE_SESSIONS);
    for (const cookie of cookies) await fetch(`${shop.url}/cart`, { headers: { ...json, cookie } });
    await shop.eventuallyFires("CustomersBecomeStrangers");
    expect(await strangers()).toBe(CUSTOMERS);
  });
});

function inPart(part: number, command: string): string {
  return `for n = 1, 8 do local key = 'shop:filler:${part}:' .. n; redis.call(${command}) end`;
}
