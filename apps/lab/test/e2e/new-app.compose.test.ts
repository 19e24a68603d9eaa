import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "@shop/lab/paths.ts";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { NewApp, PRODUCTION } from "./new-app/new-app.ts";
import { Http2Client } from "./production/http2-client.ts";
import { jobsThatAreUp, OBSERVED } from "./prometheus.ts";

/** How many clicks there are at least, before, while and after a replica dies. */
const CLICKS = 60;

/** Seconds from scripts/new to a page: a minute is promised on a machine that does nothing else, and CI's may be busy. */
const FIRST_PAGE_WITHIN = 180;

describe("an app made by scripts/new", () => {
  const begun = performance.now();
  let app: NewApp;
  beforeAll(async () => {
    app = await NewApp.make();
  });
  afterAll(() => app.remove());

  test("serves its first page soon", async () => {
    await app.run("docker", "compose", "up", "--build", "--wait");
    expect((await app.fetch("/")).status).toBe(200);
    const seconds = (performance.now() - begun) / 1000;
    console.info(`From scripts/new to the first page: ${seconds.toFixed(0)} s`);
    expect(seconds).toBeLessThan(FIRST_PAGE_WITHIN);
  });

  test("a customer loses nothing when a replica is killed with clicks in flight", async () => {
    const send = await app.signIn("eve");
    const statuses: number[] = [];
    let isDead = false;
    const clickUntilDead = async (sku: string) => {
      while (!isDead || statuses.length < CLICKS) {
        statuses.push((await send("POST", "/cart/items", { sku })).status);
        // nginx takes 50 changes a second from one address
        await sleep(100);
      }
    };
    const flying = ["abacus", "slide-rule", "paper-tape"].map(clickUntilDead);
    await app.run("docker", "kill", "--signal", "KILL", app.container("shop-2"));
    isDead = true;
    await Promise.all(flying);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const cart = (await (await send("GET", "/cart")).json()) as { items: { quantity: number }[] };
    expect(cart.items.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(statuses.length);
    expect(await (await send("GET", "/account")).json()).toEqual({ user: "eve" });
    expect((await send("POST", "/wishes", { text: "a kite" })).status).toBe(201);
  });

  test("is watched by Prometheus, with alerts that promtool accepts", async () => {
    const compose = ["compose", "--file", "docker-compose.yml", "--file", "compose.observe.yml"];
    await app.run("docker", ...compose, "up", "--build", "--wait");
    const prometheus = `http://127.0.0.1:${app.port("PROMETHEUS_PORT")}`;
    await expect.poll(() => jobsThatAreUp(prometheus), { timeout: 60_000 }).toEqual(OBSERVED);
    const run = [
      "run",
      "--rm",
      "--no-deps",
      "--env",
      "TMPDIR=/prometheus",
      "--volume",
      "./observe:/observe:ro",
    ];
    const promtool = ["--entrypoint", "promtool", "prometheus", "test", "rules", "/observe/alerts.test.yml"];
    const { stdout } = await app.run("docker", ...compose, ...run, ...promtool);
    expect(stdout).toContain("SUCCESS");
  });

  // its tests take two minutes on a machine that does nothing else
  test("installs from its lockfile, passes its checks and its own tests, and has nothing unused", {
    timeout: 900_000,
  }, async () => {
    await app.run("pnpm", "install", "--frozen-lockfile");
    await app.run("pnpm", "check");
    await app.run("pnpm", "test");
    await app.run(join(ROOT, "node_modules", ".bin", "knip"), "--no-progress");
    expect((await app.run("git", "status", "--porcelain")).stdout).toBe("");
  });

  test("docker compose watch: a change of a source file is on the page by itself, from all replicas", async () => {
    const watch = app.run("docker", "compose", "watch");
    watch.catch(() => {});
    let said = "";
    for (const stream of [watch.stdout, watch.stderr])
      stream?.on("data", (chunk) => {
        said += chunk;
      });
    onTestFinished(() => void watch.kill("SIGINT"));
    await expect.poll(() => said, { timeout: 120_000 }).toContain("Watch enabled");
    await app.change("src/wishes/plugin.ts", "Your wish list</a>", "What you wish for</a>");
    const page = async () => (await app.fetch("/").catch(() => null))?.text();
    await expect.poll(page, { timeout: 120_000, interval: 500 }).toContain("What you wish for");
    const replicas = async () =>
      (await app.run("docker", "compose", "ps", "--quiet", "shop")).stdout.split("\n").length;
    await expect.poll(replicas, { timeout: 60_000 }).toBe(3);
  });

  test("in production, with accounts of its own: a customer over TLS stays signed in when a replica is killed", async () => {
    await app.run("docker", "compose", "down", "--remove-orphans");
    await app.change("src/accounts/development.ts", /check\(config[\s\S]+?\n {2}\},\n/, "");
    await app.run("scripts/secrets");
    await app.run("docker", "compose", ...PRODUCTION, "up", "--build", "--detach", "--wait");
    const certificate = await readFile(join(app.folder, "certificates", "tls", "fullchain.pem"), "utf8");
    const client = new Http2Client(`https://localhost:${app.port("HTTPS_PORT")}`, certificate);
    onTestFinished(() => client.close());
    expect((await client.send("POST", "/login", { username: "eve", password: "eve" })).status).toBe(200);
    expect(client.setCookies.get("__Host-session")).toContain("Secure");
    await app.run("docker", "kill", "--signal", "KILL", app.container("production-shop-1"));
    for (let click = 0; click < 10; click++)
      expect(JSON.parse((await client.send("GET", "/account")).body)).toEqual({ user: "eve" });
  });
});
