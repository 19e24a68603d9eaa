import { freePort } from "@shop/lab/runtime/port.ts";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anotherCheckout, type Checkout } from "./checkout.ts";
import { lab, labJson } from "./cli.ts";

/** What two checkouts on one machine promise each other. */
export function twoCheckoutsContract(runtime: RuntimeName): void {
  describe(`two checkouts: ${runtime}`, () => {
    const on = ["--runtime", runtime];
    let there: Checkout;
    let env: { here: { PORT: string }; there: { PORT: string } };
    const answers = async ({ PORT }: { PORT: string }) =>
      (await fetch(`http://127.0.0.1:${PORT}/`).catch(() => null))?.status === 200;

    beforeAll(async () => {
      await lab(["down"]);
      there = await anotherCheckout();
      env = { here: { PORT: `${await freePort()}` }, there: { PORT: `${await freePort()}` } };
    });
    afterAll(async () => {
      await lab(["down"]);
      await there.remove();
    });

    test("both can have a scenario up, brought up at the same time, and each sees its own", async () => {
      const [ours, theirs] = await Promise.all([
        labJson(["up", "redis", ...on], env.here),
        there.labJson(["up", "redis", "--replicas", "2", ...on], env.there),
      ]);
      expect([ours.exitCode, theirs.exitCode], ours.stderr + theirs.stderr).toEqual([0, 0]);
      expect((await labJson(["status"])).result.members).toHaveLength(5);
      expect((await there.labJson(["status"])).result.members).toHaveLength(4);
    });

    test("killing, scaling and taking down here does not affect the other checkout", async () => {
      const before = (await there.labJson(["status"])).result;
      await lab(["kill", "1"]);
      await lab(["scale", "2"]);
      expect((await labJson(["down"])).result).toEqual({ down: ["redis"] });
      const { members } = (await there.labJson(["status"])).result;
      const names = (all: Record<string, string>[]) => all.map(({ name, state }) => `${name} ${state}`);
      expect(names(members)).toEqual(names(before.members));
      expect(await answers(env.there)).toBe(true);
    });

    test("a run on bare processes does not affect it either", async () => {
      expect((await lab(["up", "bug", "--runtime", "native"], env.here)).exitCode).toBe(0);
      expect((await lab(["down"])).exitCode).toBe(0);
      expect(await answers(env.there)).toBe(true);
    });

    test("the error names the deployment that holds the port and how to take it down, and leaves it alone", async () => {
      for (const args of [
        ["up", "bug", "--runtime", "native"],
        ["demo", ...on],
        ["open", ...on],
        ["prove", "canary", ...on],
        ["storm", ...on],
      ]) {
        const { exitCode, stderr } = await lab(args, env.there);
        expect(exitCode, stderr).toBe(1);
        expect(stderr).toContain(`Port ${env.there.PORT} is taken by`);
        expect(stderr).toContain(`cd ${there.folder} && scripts/lab down`);
      }
      expect(await answers(env.there)).toBe(true);
    });

    test("down of one leaves nothing of it, and down of the other finds nothing", async () => {
      expect((await labJson(["down"])).result).toEqual({ down: [] });
      expect((await there.labJson(["down"])).result).toEqual({ down: ["redis"] });
      expect(await answers(env.there)).toBe(false);
    });
  });
}
