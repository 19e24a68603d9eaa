import { randomUUIDv7 } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "@shop/lab/paths.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** How many clicks there are at least, before, while and after a replica dies. */
const CLICKS = 60;

describe("an app made by scripts/new", () => {
  let work: string;
  let app: string;
  let url: string;
  const run = (command: string, ...args: string[]) => execa(command, args, { cwd: app, env: { CI: "true" } });

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), "new-app-"));
    app = join(work, `my-app-${process.pid}`);
    await execa(join(ROOT, "scripts", "new"), [app]);
    const port = await freePort();
    url = `http://localhost:${port}`;
    const environment = await readFile(join(app, ".env"), "utf8");
    await writeFile(join(app, ".env"), environment.replace(/^PORT=.*$/m, `PORT=${port}`));
  });
  afterAll(async () => {
    await run("docker", "compose", "down", "--volumes", "--rmi", "local").catch(() => {});
    await rm(work, { recursive: true, force: true });
  });

  test("installs from its lockfile, passes its checks and its own tests", async () => {
    await run("pnpm", "install", "--frozen-lockfile");
    await run("pnpm", "check");
    await run("pnpm", "test");
    expect((await run("git", "status", "--porcelain")).stdout).toBe("");
  });

  test("comes up, and a customer loses nothing when a replica is killed with clicks in flight", async () => {
    await run("docker", "compose", "up", "--build", "--wait");
    const signIn = await fetch(`${url}/login`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ username: "eve", password: "eve" }),
    });
    expect(signIn.status).toBe(200);
    const cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const send = (method: string, path: string, body?: object) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          cookie,
          accept: "application/json",
          "content-type": "application/json",
          "idempotency-key": randomUUIDv7(),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
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
    await run("docker", "kill", "--signal", "KILL", `${basename(app)}-shop-2`);
    isDead = true;
    await Promise.all(flying);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const cart = (await (await send("GET", "/cart")).json()) as { items: { quantity: number }[] };
    expect(cart.items.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(statuses.length);
    expect(await (await send("GET", "/account")).json()).toEqual({ user: "eve" });
    expect((await send("POST", "/wishes", { text: "a kite" })).status).toBe(201);
  });
});
