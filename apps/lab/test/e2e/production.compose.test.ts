import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieBalancingContract } from "./production/cookie-balancing.ts";
import { httpsContract } from "./production/https.ts";
import { nginxPagesContract } from "./production/nginx-pages.ts";
import { newProductionDeployment, type ProductionDeployment } from "./production/production-deployment.ts";
import { proxiesContract } from "./production/proxies.ts";
import { releaseContract } from "./production/release.ts";
import { jobsThatAreUp, OBSERVED } from "./prometheus.ts";

let deployment: ProductionDeployment;
beforeAll(async () => {
  deployment = await newProductionDeployment();
  const { exitCode, all } = await deployment.production(["build", "shop-redis"]);
  expect(exitCode, all).toBe(0);
});
afterAll(() => deployment.remove());

describe("compose.prod.yml", () => {
  describe("as it is in the repository", () => {
    const start = (...options: string[]) => {
      const run = ["run", "--rm", "--no-TTY", "--no-deps", ...options, "shop-redis"];
      // a shop that starts all the same is ended
      return deployment.production([...run, "timeout", "20", "node", "main.ts"]);
    };

    test("does not start with the demo's accounts, and says why", async () => {
      const { exitCode, all } = await start();
      expect([exitCode, all]).toEqual([1, expect.stringContaining("demo's accounts have public passwords")]);
    });

    test("does not start with a misspelt setting, and says what was meant", async () => {
      const { exitCode, all } = await start("--env", "NEW_CARTS_PER_MINUT=5");
      expect([exitCode, all]).toEqual([1, expect.stringContaining("Did you mean NEW_CARTS_PER_MINUTE?")]);
    });
  });

  describe("with accounts of one's own", () => {
    beforeAll(async () => {
      const { exitCode, all } = await deployment.own(["up", "--detach", "--wait"]);
      expect(exitCode, all).toBe(0);
    });

    test.each(["nginx-redis", "shop-redis", "redis"])(
      "%s is bounded in what it may use and log, and started again",
      async (service) => {
        for (const { HostConfig } of await deployment.inspect(service)) {
          const { NanoCpus, Memory, PidsLimit, LogConfig, RestartPolicy, ReadonlyRootfs } = HostConfig;
          expect({ NanoCpus, Memory, PidsLimit, LogConfig, RestartPolicy, ReadonlyRootfs }).toEqual({
            NanoCpus: 1e9,
            Memory: 256 * 2 ** 20,
            PidsLimit: 256,
            LogConfig: { Type: "local", Config: { "max-size": "20m", "max-file": "5" } },
            RestartPolicy: { Name: "unless-stopped", MaximumRetryCount: 0 },
            ReadonlyRootfs: true,
          });
        }
      },
    );

    test("the shop is in production, and no secret is in its environment", async () => {
      for (const { Config } of await deployment.inspect("shop-redis")) {
        expect(Config.Env).toEqual(expect.arrayContaining(["NODE_ENV=production", "SECURE_COOKIES=true"]));
        expect(Config.Env.join("\n")).not.toMatch(/^SESSION_SECRET=|password=/im);
      }
    });

    httpsContract(() => deployment);
    nginxPagesContract(() => deployment);
    cookieBalancingContract(() => deployment);
    releaseContract(() => deployment);
    proxiesContract(() => deployment);

    test("compose.observe.yml on top of it: Prometheus asks every replica, nginx and Redis, from this machine only", async () => {
      const { exitCode, all } = await deployment.observed(["up", "--detach", "--wait"]);
      expect(exitCode, all).toBe(0);
      const prometheus = `http://127.0.0.1:${deployment.prometheusPort}`;
      await expect.poll(() => jobsThatAreUp(prometheus), { timeout: 60_000 }).toEqual(OBSERVED);
      const { all: published } = await deployment.observed(["port", "prometheus", "9090"]);
      expect(published).toBe(`127.0.0.1:${deployment.prometheusPort}`);
    });
  });
});
