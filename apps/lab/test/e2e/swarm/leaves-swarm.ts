import { docker } from "@shop/lab/runtime/compose/docker.ts";
import {
  ensureSwarm,
  isInForeignSwarm,
  leaveOwnSwarm,
  managesSwarm,
} from "@shop/lab/runtime/swarm/engine.ts";
import { describe, expect, test } from "vitest";
import { quiet, type TestDeployment } from "../test-deployment.ts";

/** What becomes of the swarm that a deployment is in. */
export function leavesSwarmContract(shop: TestDeployment): void {
  describe("the swarm", () => {
    test("one that the lab made is left with the last deployment", async () => {
      await shop.restore();
      expect([await managesSwarm(), await isInForeignSwarm()]).toEqual([true, false]);
      await shop.down();
      expect(await managesSwarm()).toBe(false);
    });

    test("one that somebody else made is not left", async () => {
      await docker(["swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1:2377"]);
      await ensureSwarm(quiet);
      await leaveOwnSwarm(quiet);
      expect([await managesSwarm(), await isInForeignSwarm()]).toEqual([true, true]);
      await docker(["swarm", "leave", "--force"]);
    });

    test("one that the lab made is not left while somebody else has a service in it", async () => {
      await ensureSwarm(quiet);
      await docker([
        "service",
        "create",
        "--quiet",
        "--detach",
        "--name",
        "theirs",
        "--replicas",
        "0",
        "none",
      ]);
      await leaveOwnSwarm(quiet);
      expect(await managesSwarm()).toBe(true);
      await docker(["service", "rm", "theirs"]);
      await leaveOwnSwarm(quiet);
      expect(await managesSwarm()).toBe(false);
    });
  });
}
