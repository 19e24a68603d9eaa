import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeVariable } from "@shop/lab/env-file.ts";
import { projectOf } from "@shop/lab/runtime/compose/names.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoJson, lab, labJson } from "./cli.ts";
import { clicks } from "./clicks.ts";

describe("scripts/lab on the compose runtime", () => {
  let env: Record<string, string>;
  beforeAll(async () => {
    env = { PORT: `${await freePort()}` };
    await lab(["down"]);
  });
  afterAll(() => lab(["down"]));

  test("verbs find a scenario that is up, and say so in the same words as the native runtime", async () => {
    expect((await labJson(["up", "sticky-cookie", "--runtime", "compose"], env)).result).toMatchObject({
      runtime: "compose",
      scenario: "sticky-cookie",
      balancing: "cookie",
      url: `http://localhost:${env.PORT}`,
    });
    expect((await labJson(["kill", "2"])).result).toEqual({ killed: "shop-2" });
    expect((await labJson(["start", "shop-2"])).result).toEqual({ started: "shop-2" });
    expect((await labJson(["roll"])).result).toEqual({ restarted: ["shop-1", "shop-2", "shop-3"] });
    expect((await labJson(["scale", "2"])).result).toMatchObject({ replicas: 2 });
    const { result } = await labJson(["status"]);
    expect(result.members.map(({ name, state }: Record<string, string>) => `${name} ${state}`)).toEqual([
      "shop-1 ready",
      "shop-2 ready",
      "nginx ready",
    ]);
    expect(result.members[0]).toMatchObject({ requests: expect.any(Number), sessions: expect.any(Number) });
    await clicks(result.url, 1, {}, "/whoami");
    expect((await lab(["logs", "nginx"])).stdout).toContain('"path"');
    expect((await labJson(["down"])).result).toEqual({ down: ["sticky-cookie"] });
  });

  test("kill looks once: it runs docker three times", async () => {
    const folder = await mkdtemp(join(tmpdir(), "docker-calls-"));
    const docker = (await execa("sh", ["-c", "command -v docker"])).stdout;
    const log = join(folder, "calls.log");
    await writeFile(join(folder, "docker"), `#!/bin/sh\necho "$1" >>${log}\nexec ${docker} "$@"\n`, {
      mode: 0o755,
    });
    await lab(["up", "bug", "--runtime", "compose"], env);
    const { exitCode } = await lab(["kill", "2"], { PATH: `${folder}:${process.env.PATH}` });
    expect(exitCode).toBe(0);
    expect((await readFile(log, "utf8")).trim().split("\n")).toEqual(["ps", "inspect", "kill"]);
    await rm(folder, { recursive: true });
  });

  test("a network that a container of somebody else is in stays, in nobody's way", async () => {
    await lab(["up", "bug", "--runtime", "compose"], env);
    const network = `${projectOf(undefined)}_memory`;
    const image = composeVariable("NODE_IMAGE");
    const { stdout: guest } = await execa("docker", [
      "run",
      "--detach",
      "--rm",
      "--network",
      network,
      image,
      "sleep",
      "600",
    ]);
    const networks = async () => (await execa("docker", ["network", "ls", "--format", "{{.Name}}"])).stdout;

    const down = await lab(["down"]);
    expect(down).toMatchObject({ exitCode: 0, stdout: "bug is down" });
    expect(down.stderr).toContain("has active endpoints");
    expect(await networks()).toContain(network);
    expect((await labJson(["up", "sticky-cookie", "--runtime", "compose"], env)).exitCode).toBe(0);

    await execa("docker", ["kill", guest]);
    expect((await lab(["down"])).exitCode).toBe(0);
    expect(await networks()).not.toContain(network);
  });

  test("demo sees what it predicts with 60 customers", async () => {
    const { exitCode, result, stderr } = await demoJson("compose", env);
    expect(exitCode, `${stderr}\n${JSON.stringify(result, null, 2)}`).toBe(0);
    expect(result.runtime).toBe("compose");
    const redis = result.verdicts[0].arms.find(({ arm }: { arm: string }) => arm === "redis");
    expect(redis.numbers).toMatchObject({ customers: 60, completed: 60, "signed out": 0, "carts lost": 0 });
    expect((await labJson(["status"])).result).toBeNull();
  });
});
