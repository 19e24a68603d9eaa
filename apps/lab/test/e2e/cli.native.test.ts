import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoJson, lab, labJson } from "./cli.ts";
import { clicks } from "./clicks.ts";

/** Seconds from scripts/lab up to a shop: five at most on a machine that does nothing else, and CI's may be slow and busy. */
const UP_WITHIN = 20;

describe("scripts/lab on the native runtime", () => {
  let env: Record<string, string>;
  beforeAll(async () => {
    env = { PORT: `${await freePort()}` };
    await lab(["down"]);
  });
  afterAll(() => lab(["down"]));
  const up = (...more: string[]) => lab(["up", ...more, "--runtime", "native"], env);

  test("with nothing up, status says so and the other verbs fail with what to do", async () => {
    expect(await labJson(["status"])).toMatchObject({ exitCode: 0, result: null });
    const kill = await lab(["kill", "2"]);
    expect(kill).toMatchObject({ exitCode: 1, stdout: "" });
    expect(kill.stderr).toContain("Nothing is up.");
    expect(kill.stderr).toContain("scripts/lab up");
    expect((await labJson(["scale", "2"])).result.error.message).toBe("Nothing is up.");
  });

  test("wrong usage is exit 64 and names what there is", async () => {
    expect(await up("bugs")).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining("sticky-cookie"),
    });
    for (const args of [
      ["nonsense"],
      ["up"],
      ["scale", "0"],
      ["scale", "x"],
      ["up", "bug", "--replicas", "-1"],
    ]) {
      expect((await lab(args)).exitCode, args.join(" ")).toBe(64);
    }
    expect(await up("sticky-ip", "--balancing", "random")).toMatchObject({ exitCode: 64 });
  });

  test("every verb has help", async () => {
    const overview = (await lab(["--help"])).stdout;
    const verbs = [...overview.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, verb = ""]) => verb);
    expect(verbs.length).toBeGreaterThanOrEqual(16);
    for (const verb of verbs) {
      const { exitCode, stdout } = await lab([verb, "--help"]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: lab ${verb}`);
      for (const option of ["--json", "--yes"]) expect(stdout).toContain(option);
    }
  });

  test("a taken port is an error that names the program, and nothing is brought up", async () => {
    const squatter = createServer().listen(Number(env.PORT), "127.0.0.1");
    const { exitCode, stderr } = await up("bug");
    squatter.close();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`Port ${env.PORT} is taken by`);
    expect(stderr).toContain(`pid ${process.pid}`);
    expect((await labJson(["status"])).result).toBeNull();
  });

  test("without a Docker engine only the compose runtime fails, and says why", async () => {
    const noEngine = { ...env, DOCKER_HOST: "tcp://127.0.0.1:1" };
    const { exitCode, stderr } = await lab(["up", "bug", "--runtime", "compose"], noEngine);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("--runtime native");
    expect(await labJson(["up", "bug"], noEngine)).toMatchObject({
      exitCode: 0,
      result: { runtime: "native" },
    });
    expect((await lab(["down"], noEngine)).exitCode).toBe(0);
  });

  test("up, status, kill by number, start by name, scale, roll, down", async () => {
    expect((await up("bug")).exitCode).toBe(0);
    expect((await labJson(["kill", "2"])).result).toEqual({ killed: "shop-2" });
    expect((await lab(["kill", "2"])).exitCode).toBe(1);
    expect((await lab(["kill", "9"])).exitCode).toBe(64);
    expect((await labJson(["start", "shop-2"])).result).toEqual({ started: "shop-2" });
    expect((await labJson(["scale", "2"])).result).toMatchObject({ replicas: 2 });
    expect((await labJson(["roll"])).result).toEqual({ restarted: ["shop-1", "shop-2"] });
    const { result } = await labJson(["status"]);
    expect(result).toMatchObject({ runtime: "native", scenario: "bug", balancing: "round-robin" });
    expect(result.members.map(({ name, state }: Record<string, string>) => `${name} ${state}`)).toEqual([
      "shop-1 ready",
      "shop-2 ready",
      "nginx ready",
    ]);
    await clicks(result.url, 1, {}, "/whoami");
    expect((await labJson(["logs"])).result[0]).toMatchObject({ member: "shop-1", lines: expect.any(Array) });
    expect((await lab(["logs", "nginx"])).stdout).toContain('"upstream":"127.0.0.1:');
    expect((await labJson(["down"])).result).toEqual({ down: ["bug"] });
    expect((await labJson(["down"])).result).toEqual({ down: [] });
  });

  test("shop shows how the bug forgets a customer, and how Redis does not", async () => {
    await up("bug");
    const { result: forgotten } = await labJson(["shop"]);
    expect(forgotten, JSON.stringify(forgotten)).toMatchObject({ completed: false, cartLost: true });
    await up("redis");
    const { result: known } = await labJson(["shop"]);
    expect(known, JSON.stringify(known)).toMatchObject({
      completed: true,
      signedOut: false,
      cartLost: false,
    });
  });

  test("a scenario is up within seconds", async () => {
    await lab(["down"]);
    const began = performance.now();
    expect((await up("redis")).exitCode).toBe(0);
    const seconds = (performance.now() - began) / 1000;
    console.info(`From scripts/lab up to a shop that answers: ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(UP_WITHIN);
  });

  test.each([
    { signal: "SIGTERM", reader: "stays" },
    { signal: "SIGHUP", reader: "stays" },
    { signal: "SIGINT", reader: "is gone, as with `| tee log`" },
  ] as const)("$signal ends prove, whose reader $reader, and leaves nothing up", async (way) => {
    const out = await mkdtemp(join(tmpdir(), "report-"));
    const args = ["prove", "dead-replica", "--quick", "--runtime", "native", "--out", out];
    const proving = spawn(join(ROOT, "scripts", "lab"), args, { env: { ...process.env, ...env } });
    await new Promise<void>((resolve) => {
      proving.stderr.on("data", (chunk) => `${chunk}`.includes("[1/3]") && resolve());
    });
    if (way.reader !== "stays") proving.stderr.destroy();
    proving.kill(way.signal);
    expect(await once(proving, "exit")).toEqual([2, null]);
    expect((await labJson(["status"])).result).toBeNull();
    expect(JSON.parse(await readFile(join(out, "journal.json"), "utf8")).verdicts).toHaveLength(1);
    await rm(out, { recursive: true });
  });

  test("prove keeps what is up where it cannot write its report", async () => {
    await up("bug");
    const bad = await lab(
      ["prove", "dead-replica", "--quick", "--out", join(ROOT, "package.json", "report")],
      env,
    );
    expect(bad).toMatchObject({ exitCode: 64, stderr: expect.stringContaining("--out <folder>") });
    expect((await labJson(["status"])).result).toMatchObject({ scenario: "bug" });
  });

  test("an arm that fails costs prove that arm alone, and the exit code, the journal and the message say so", async () => {
    const out = await mkdtemp(join(tmpdir(), "report-"));
    const noRedis = '#!/bin/sh\n[ "$1" = --version ] && echo "Redis server v=8.0.0"; exit 0\n';
    await writeFile(join(out, "redis-server"), noRedis, { mode: 0o755 });
    const args = ["prove", "dead-replica", "--quick", "--runtime", "native", "--out", out];
    const { exitCode, result, stderr } = await labJson(args, { ...env, PATH: `${out}:${process.env.PATH}` });
    expect(exitCode, stderr).toBe(1);
    expect(stderr).toContain("dead-replica: redis failed: redis ended before it was ready");
    expect(result.verdicts).toMatchObject([
      { verdict: "inconclusive", why: "not run: redis; redis ended before it was ready." },
    ]);
    const judged = await labJson(["judge", join(out, "histories", "dead-replica.jsonl")]);
    expect(judged.result).toMatchObject({ arms: [{ arm: "sticky-ip" }, { arm: "sticky-cookie" }] });
    expect(await readFile(join(out, "report.html"), "utf8")).toContain("redis ended before it was ready");
    expect((await labJson(["status"])).result).toBeNull();
    await rm(out, { recursive: true });
  });

  test("demo sees what it predicts with 60 customers", async () => {
    const { exitCode, result, stderr } = await demoJson("native", env);
    expect(exitCode, `${stderr}\n${JSON.stringify(result, null, 2)}`).toBe(0);
    const completed = Object.fromEntries(
      result.verdicts[0].arms.map((one: { arm: string; numbers: { completed: number } }) => [
        one.arm,
        one.numbers.completed,
      ]),
    );
    expect(completed.bug).toBeLessThanOrEqual(6);
    expect(completed.redis).toBe(60);
    for (const sticky of ["sticky-ip", "sticky-cookie"]) {
      expect(completed[sticky]).toBeGreaterThanOrEqual(30);
      expect(completed[sticky]).toBeLessThan(60);
    }
    expect((await labJson(["status"])).result).toBeNull();
  });
});
