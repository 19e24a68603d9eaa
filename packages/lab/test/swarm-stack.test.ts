import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labStack } from "../src/runtime/swarm/lab-stack.ts";
import type { SwarmPlan } from "../src/runtime/swarm/plan.ts";
import { nameByContent } from "../src/runtime/swarm/stack-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stack-"));
  await mkdir(join(folder, "secrets"));
  for (const secret of ["session-secret", "redis-password"])
    await writeFile(join(folder, "secrets", secret), secret);
});
afterAll(() => rm(folder, { recursive: true }));

describe("names of configs and secrets", () => {
  const nameOf = async (stack: string, text: string) => {
    await writeFile(join(folder, "a.conf"), text);
    const { limits } = await nameByContent(stack, { limits: { file: "a.conf" } }, folder);
    return limits?.name ?? "";
  };

  test("they change with the content, and differ between stacks", async () => {
    const name = await nameOf("shop", "1");
    expect(name).toMatch(/^limits-[0-9a-f]{12}$/);
    expect(await nameOf("shop", "1")).toBe(name);
    expect(new Set([name, await nameOf("shop", "2"), await nameOf("other", "1")]).size).toBe(3);
  });

  test("a secret that was made by hand keeps its name", async () => {
    const secret = { external: true, name: "certificate" };
    expect(await nameByContent("shop", { secret })).toEqual({ secret });
  });
});

describe("the lab's stack", () => {
  const plan = (more: Partial<SwarmPlan>): SwarmPlan => ({
    state: "redis",
    port: 8080,
    settings: {},
    folder,
    node: "this-node",
    replicas: 2,
    next: 1,
    ...more,
  });

  test("each replica is a service of its own, with a name for all of its version", async () => {
    const { services } = await labStack("lab-1", plan({}), { nginx: true });
    expect(Object.keys(services)).toEqual(["shop-1", "shop-2", "next-1", "redis", "nginx"]);
    expect(services["shop-2"]).toMatchObject({ networks: { shop: { aliases: ["shop"] } } });
    expect(services["next-1"]).toMatchObject({ networks: { shop: { aliases: ["next"] } } });
  });

  test("nothing starts again by itself, and all of it runs on this machine", async () => {
    const { services } = await labStack("lab-1", plan({}), { nginx: true });
    for (const service of Object.values(services))
      expect(service.deploy).toMatchObject({
        replicas: 1,
        restart_policy: { condition: "none" },
        placement: { constraints: ["node.id == this-node"] },
      });
  });

  test("replicas that keep the state in memory have neither Redis nor its password", async () => {
    const { services } = await labStack("lab-1", plan({ state: "memory", next: 0 }), { nginx: false });
    expect(Object.keys(services)).toEqual(["shop-1", "shop-2"]);
    expect(JSON.stringify(services)).not.toMatch(/redis/i);
  });

  test("no secret is in a service's environment", async () => {
    const { services } = await labStack("lab-1", plan({}), { nginx: true });
    const environments = Object.values(services).map(({ environment }) => JSON.stringify(environment ?? {}));
    expect(environments.join()).not.toMatch(/"(SESSION_SECRET|REDIS_PASSWORD)"/);
  });
});
