import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NewApp } from "./new-app/new-app.ts";

const REDIS_PORT = 6379;

const redisListens = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect(REDIS_PORT, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });

describe("an app made by scripts/new, without Docker", () => {
  let app: NewApp;
  beforeAll(async () => {
    app = await NewApp.make();
  });
  afterAll(() => app.remove());

  test("pnpm dev finds or starts a Redis, restarts on a change of a source file, and leaves nothing behind", async () => {
    const redisListened = await redisListens();
    const dev = app.run("pnpm", "dev");
    dev.catch(() => {});
    try {
      const page = async () => (await app.fetch("/").catch(() => null))?.text();
      await expect.poll(page, { timeout: 60_000, interval: 200 }).toContain("Your wish list</a>");
      const send = await app.signIn("eve");
      expect((await send("POST", "/wishes", { text: "a kite" })).status).toBe(201);
      await app.change("src/wishes/plugin.ts", "Your wish list</a>", "What you wish for</a>");
      await expect.poll(page, { timeout: 60_000, interval: 200 }).toContain("What you wish for</a>");
      expect(await (await send("GET", "/wishes")).text()).toContain("a kite");
    } finally {
      dev.kill("SIGINT");
    }
    expect((await dev.catch((error) => error)).exitCode).toBe(0);
    expect(await redisListens()).toBe(redisListened);
    expect(await app.fetch("/").catch(() => "nothing listens")).toBe("nothing listens");
  });

  test("a Node that is too old is named, with the version that it needs", async () => {
    await app.change("package.json", '"node": ">=26"', '"node": ">=99"');
    const { exitCode, stdout, stderr } = await app.run("pnpm", "install").catch((error) => error);
    expect(exitCode).toBe(1);
    const said = stdout + stderr;
    expect(said).toContain("Unsupported engine");
    expect(said).toContain('{"node":">=99"}');
  });
});
