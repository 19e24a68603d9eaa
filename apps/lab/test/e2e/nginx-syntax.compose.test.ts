import { BALANCINGS } from "@shop/lab/scenarios.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newProductionDeployment, type ProductionDeployment } from "./production/production-deployment.ts";

let deployment: ProductionDeployment;
beforeAll(async () => {
  deployment = await newProductionDeployment();
});
afterAll(() => deployment.remove());

describe.each([
  ["docker-compose.yml", () => deployment.plain],
  ["compose.prod.yml", () => deployment.production],
] as const)("the image's nginx, with %s", (_file, compose) => {
  test.each(BALANCINGS)("accepts the balancing %s without a warning", async (balancing) => {
    const nginx = ["nginx", "-t", "-p", "/tmp", "-c", "/etc/nginx/nginx.conf"];
    const run = ["run", "--rm", "--no-TTY", "--no-deps", "nginx-redis", ...nginx];
    const { exitCode, all } = await compose()(run, { BALANCING: balancing });
    expect([exitCode, all]).toEqual([0, expect.stringContaining("test is successful")]);
    expect(all).not.toMatch(/\[(warn|error|emerg)\]/);
  });
});
