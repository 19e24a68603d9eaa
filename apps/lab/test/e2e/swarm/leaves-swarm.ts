import { docker } from "@shop/lab/runtime/compose/docker.ts";
import { isInForeignSwarm, swarmUnavailable } from "@shop/lab/runtime/swarm/engine.ts";
import { describe, expect, test } from "vitest";
import type { TestDeployment } from "../test-deployment.ts";

/** What becomes of the swarm that a deployment is in. */
export function leavesSwarmContract(shop: TestDeployment): void {
  describe("the swarm", () => {
    const isInSwarm = async () =>
      (await docker(["info", "--format", "{{.Swarm.LocalNodeState}}"])) === "active";

    test("one that the lab made is left with the last deployment", async () => {
      await shop.restore();
      expect([await isInSwarm(), await isInForeignSwarm()]).toEqual([true, false]);
      await shop.down();
      expect([await isInSwarm(), await swarmUnavailable()]).toEqual([false, null]);
    });

    test("one that somebody else made is not left, nor is one in which others have services", async () => {
      await docker(["swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1:2377"]);
      expect(await isInForeignSwarm()).toBe(true);
      await shop.restore();
      await shop.down();
      expect(await isInSwarm()).toBe(true);
      await docker(["swarm", "leave", "--force"]);

      await shop.restore();
      await docker([
        "service",
        "create",
        "--quiet",
        "--detach",
        "--name",
        "others",
        "--replicas",
        "0",
        "nothing",
      ]);
      await shop.down();
      expect(await isInSwarm()).toBe(true);
      await docker(["service", "rm", "others"]);
      await docker(["swarm", "leave", "--force"]);
    });
  });
}
