import { ROOT } from "@shop/lab/paths.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lab, labJson } from "./cli.ts";
import { twoCheckoutsContract } from "./two-checkouts-contract.ts";

twoCheckoutsContract("compose");

describe("beside a plain docker compose up of this checkout", () => {
  let env: { PORT: string };
  const docker = async (...args: string[]) => (await execa("docker", args, { cwd: ROOT, env })).stdout;
  const compose = (...args: string[]) => docker("compose", "--profile", "*", ...args);
  const volumes = () =>
    docker("volume", "ls", "--quiet", "--filter", "label=com.docker.compose.volume=redis");
  const answers = async () =>
    (await fetch(`http://127.0.0.1:${env.PORT}/`).catch(() => null))?.status === 200;
  const elsewhere = async () => ({ PORT: `${await freePort()}` });

  beforeAll(async () => {
    env = { PORT: `${await freePort()}` };
    await lab(["down"]);
    await docker("compose", "--profile", "redis", "up", "--detach", "--wait");
  });
  afterAll(async () => {
    await lab(["down"]);
    await compose("down", "--volumes");
  });

  test("verbs that look or break work on it", async () => {
    expect((await labJson(["status"])).result).toMatchObject({
      scenario: "redis",
      url: `http://localhost:${env.PORT}`,
    });
    expect((await labJson(["kill", "2"])).result).toEqual({ killed: "shop-2" });
    expect((await labJson(["start", "2"])).result).toEqual({ started: "shop-2" });
    expect((await labJson(["scale", "4"])).result).toMatchObject({ replicas: 4 });
    expect((await labJson(["shop"])).result).toMatchObject({ completed: true });
    const balance = await lab(["balance", "cookie"]);
    expect(balance).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("not started by the lab") });
  });

  test("down leaves it alone, and says how to take it down", async () => {
    const { exitCode, stdout } = await lab(["down"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/nothing of the lab was up\n.*docker compose .*--profile '\*' down/);
    expect(await answers()).toBe(true);
  });

  test("the lab can bring up another deployment beside it", async () => {
    await lab(["up", "bug", "--runtime", "compose"], await elsewhere());
    expect((await labJson(["status"])).result).toMatchObject({ scenario: "bug" });
    expect((await labJson(["down"])).result).toMatchObject({ down: ["bug"], left: expect.anything() });
    expect(await answers()).toBe(true);
  });

  test("the error for a taken port names it; --force removes it, except for its volume", async () => {
    const before = await volumes();
    const refused = await lab(["up", "bug", "--runtime", "native"], env);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/is taken by the container .*nginx-redis.* of the Compose project/);
    expect(refused.stderr).toContain(`started in ${ROOT}`);
    expect(refused.stderr).toMatch(/docker compose .*--profile '\*' down/);
    expect(await answers()).toBe(true);
    expect((await lab(["up", "bug", "--runtime", "native", "--force"], env)).exitCode).toBe(0);
    expect(await answers()).toBe(true);
    expect(await compose("ps", "--all", "--quiet")).toBe("");
    expect(before).not.toBe("");
    expect(await volumes()).toBe(before);
  });

  test("a stranger's container is named, and not removed by --force", async () => {
    const other = await elsewhere();
    const [image] = (await compose("config", "--images"))
      .split("\n")
      .filter((name) => /^redis|redis:/.test(name));
    const id = await docker(
      "run",
      "--detach",
      "--rm",
      "--publish",
      `127.0.0.1:${other.PORT}:6379`,
      image as string,
    );
    try {
      const { exitCode, stderr } = await lab(["up", "bug", "--runtime", "native", "--force"], other);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("docker stop ");
      expect(await docker("ps", "--quiet", "--no-trunc", "--filter", `id=${id}`)).toBe(id);
    } finally {
      await docker("stop", id);
    }
  });
});
