import { ROOT } from "@shop/lab/paths.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labJson } from "./cli.ts";
import { clicks, replicasOf } from "./clicks.ts";

/** docker-compose.yml as a newcomer uses it, without the lab. */
describe("docker compose", () => {
  let port: string;
  let url: string;
  const compose = async (args: string[], env: Record<string, string> = {}) => {
    const { exitCode, stdout, stderr } = await execa("docker", ["compose", ...args], {
      cwd: ROOT,
      env: { PORT: port, ...env },
      reject: false,
    });
    expect(exitCode, stderr).toBe(0);
    return stdout;
  };
  const inspect = async (service: string) => {
    const ids = (await compose(["--profile", "*", "ps", "--all", "--quiet", service])).split("\n");
    return JSON.parse((await execa("docker", ["inspect", ...ids])).stdout);
  };
  const expectHardened = async (...services: string[]) => {
    for (const container of (await Promise.all(services.map(inspect))).flat()) {
      const { ReadonlyRootfs, CapDrop, SecurityOpt, Memory, Init } = container.HostConfig;
      expect({ ReadonlyRootfs, CapDrop, SecurityOpt, Init }, container.Name).toEqual({
        ReadonlyRootfs: true,
        CapDrop: ["ALL"],
        SecurityOpt: ["no-new-privileges:true"],
        Init: true,
      });
      expect(Memory).toBeGreaterThan(0);
      const { stdout } = await execa("docker", ["exec", container.Id, "id", "-u"]);
      expect(Number(stdout)).toBeGreaterThan(0);
    }
  };
  const down = () => compose(["--profile", "*", "down"]);
  const whoami = async (headers = {}) =>
    (
      await fetch(`${url}/whoami`, {
        headers: { accept: "application/json", connection: "close", ...headers },
      })
    ).json();

  beforeAll(async () => {
    await takeDown(() => {});
    port = `${await freePort()}`;
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(down);

  describe("up --wait without a profile", () => {
    beforeAll(async () => {
      await compose(["up", "--wait"]);
    });
    afterAll(down);

    test("is the bug: state in memory, three replicas in turn", async () => {
      expect(await whoami()).toMatchObject({ state: "memory" });
      expect(replicasOf(await clicks(url, 12))).toEqual(["shop-1", "shop-2", "shop-3"]);
    });

    test("returns only when the shop answers, on loopback only", async () => {
      const [nginx] = await inspect("nginx-bug");
      expect(nginx.HostConfig.PortBindings).toEqual({
        "8080/tcp": [{ HostIp: "127.0.0.1", HostPort: port }],
      });
      expect(nginx.State.Health.Status).toBe("healthy");
    });

    test("a header cannot make nginx believe in another client address", async () => {
      await clicks(url, 1, { "x-lab-client-address": "10.9.8.7", "x-forwarded-for": "10.9.8.7" }, "/whoami");
      const logs = await compose(["logs", "--no-log-prefix", "nginx-bug"]);
      expect(logs).toContain('"path":"/whoami"');
      expect(logs).not.toContain("10.9.8.7");
    });

    test("the access log is JSON with replica, status and time", async () => {
      const lines = (await compose(["logs", "--no-log-prefix", "nginx-bug"]))
        .split("\n")
        .filter((line) => line.includes("/whoami"));
      expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
        status: 200,
        replica: expect.stringMatching(/^shop-[123]$/),
        upstream: expect.stringMatching(/^[\d.]+:3000$/),
        upstream_time: expect.stringMatching(/^[\d.]+$/),
      });
    });

    test("containers can do little: not root, read-only, no capabilities, no new privileges, bounded memory", () =>
      expectHardened("nginx-bug", "shop-memory"));

    test("a replica compiles nothing at its start: the image has it, and a replica may read but not change it", async () => {
      const [{ Id }] = await inspect("shop-memory");
      const show = ["--env", "NODE_DEBUG_NATIVE=COMPILE_CACHE", "--env", "SESSION_SECRET="];
      // without a secret the shop loads all of its code and ends
      const { all } = await execa("docker", ["exec", ...show, Id, "node", "main.ts"], {
        all: true,
        reject: false,
      });
      const ofServe = all?.split("\n").filter((line) => line.includes("/shop/src/serve.ts"));
      expect(ofServe).toContainEqual(expect.stringMatching(/code cache for ESM .+ was accepted/));
      const owner = await execa("docker", ["exec", Id, "sh", "-c", 'stat -c %U "$NODE_COMPILE_CACHE"/*']);
      expect(owner.stdout).toBe("root");
    });

    test("--scale needs no reload", async () => {
      await compose(["up", "--detach", "--wait", "--no-recreate", "--scale", "shop-memory=5"]);
      await expect
        .poll(async () => replicasOf(await clicks(url, 15)), { timeout: 10_000 })
        .toEqual(["shop-1", "shop-2", "shop-3", "shop-4", "shop-5"]);
    });

    test("stop is graceful: every container ends with 0 inside its grace period", async () => {
      await compose(["stop"]);
      for (const { Name, State } of [...(await inspect("shop-memory")), ...(await inspect("nginx-bug"))]) {
        expect({ Name, ExitCode: State.ExitCode }).toEqual({ Name, ExitCode: 0 });
      }
    });
  });

  test.each(["sticky-ip", "sticky-cookie"])("--profile %s pins a customer", async (profile) => {
    await compose(["--profile", profile, "up", "--wait"]);
    const response = await fetch(`${url}/whoami`);
    const cookie = response.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; ");
    expect(replicasOf(await clicks(url, 10, cookie ? { cookie } : {}))).toHaveLength(1);
    await down();
  });

  test("--profile redis with another balancing and Valkey in place of Redis", async () => {
    const env = { BALANCING: "least-conn", REDIS_IMAGE: "valkey/valkey:9" };
    await compose(["--profile", "*", "down", "--volumes"]);
    // An image of other code, as an earlier `up` may have left it: it must not be what runs.
    await execa("docker", ["tag", "sticky-or-shared-shop-memory", "sticky-or-shared-shop-redis"]);
    await compose(["--profile", "redis", "up", "--wait"], env);
    expect(await whoami()).toMatchObject({ state: "redis" });
    const [redis] = await inspect("redis");
    expect(redis.Config.Image).toBe("valkey/valkey:9");
    const [nginx] = await inspect("nginx-redis");
    expect(JSON.stringify(nginx.Mounts)).toContain("least-conn.conf");
    expect((await labJson(["shop"])).result).toMatchObject({ completed: true });
    await compose(["--profile", "*", "down", "--volumes"]);
  });

  test("--profile redis-sentinel: up --wait returns when a replica could become master; its containers can do little, too", async () => {
    await compose(["--profile", "redis-sentinel", "up", "--wait"]);
    expect(await whoami()).toMatchObject({ state: "redis" });
    await expectHardened("redis-1", "sentinel-1");
    const [sentinel] = await inspect("sentinel-1");
    const ask = ["redis-cli", "-p", "26379", "sentinel", "ckquorum", "shop"];
    const { stdout } = await execa("docker", ["exec", sentinel.Id, ...ask]);
    expect(stdout).toMatch(/^OK 3 usable Sentinels/);
    expect((await labJson(["shop"])).result).toMatchObject({ completed: true });
    await compose(["--profile", "*", "down", "--volumes"]);
  });

  test("down without -v keeps sessions, carts and orders", async () => {
    const add = { sku: "abacus", quantity: 3 };
    const json = { accept: "application/json", "content-type": "application/json" };
    await compose(["--profile", "redis", "up", "--wait"]);
    const added = await fetch(`${url}/cart/items`, {
      method: "POST",
      headers: json,
      body: JSON.stringify(add),
    });
    const [cookie = ""] = added.headers.getSetCookie().map((set) => set.split(";")[0] as string);
    await down();
    await compose(["--profile", "redis", "up", "--wait"]);
    const kept = await fetch(`${url}/cart`, { headers: { ...json, cookie } });
    expect(await kept.json()).toMatchObject({ items: [add] });
    await compose(["--profile", "*", "down", "--volumes"]);
  });

  test("bug and redis have the same nginx, byte for byte", async () => {
    const services = JSON.parse(await compose(["--profile", "*", "config", "--format", "json"])).services;
    const files = (service: { configs: unknown; volumes: unknown; image: unknown; command: unknown }) => {
      const { configs, volumes, image, command } = service;
      return { configs, volumes, image, command };
    };
    expect(files(services["nginx-redis"])).toEqual(files(services["nginx-bug"]));
  });
});
