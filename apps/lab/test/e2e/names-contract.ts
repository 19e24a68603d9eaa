import { findOwn } from "@shop/lab/runtime/choose.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { isRunning, type Member, type RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lab, labJson } from "./cli.ts";

/** What deployments that are up side by side under names promise. */
export function namesContract(runtime: RuntimeName): void {
  describe(`deployments under names: ${runtime}`, () => {
    const on = ["--runtime", runtime, "--replicas", "2"];
    const left = ["--name", "left"];
    const right = ["--name", "right"];
    let env: { PORT: string };
    beforeAll(async () => {
      env = { PORT: `${await freePort()}` };
      await lab(["down"]);
    });
    afterAll(() => lab(["down"]));

    /** The replicas of a deployment, as in "shop-1 runs" or "shop-2 dead". On a busy machine one that runs may not be ready. */
    const replicas = async (...name: string[]): Promise<string[]> => {
      const { members } = (await labJson(["status", ...name])).result;
      const names = members.map(
        (member: Member) => `${member.name} ${isRunning(member) ? "runs" : member.state}`,
      );
      return names.filter((text: string) => text.startsWith("shop-"));
    };
    const BOTH_RUN = ["shop-1 runs", "shop-2 runs"];

    test("a name is a part of a host, and needs to be one", async () => {
      for (const name of ["", "Left", "a-", "../a", `${"x-".repeat(15)}x`])
        expect((await lab(["up", "bug", ...on, "--name", name])).exitCode, name).toBe(64);
      expect((await lab(["status"])).stdout).toContain("Nothing is up");
    });

    test("where only one is up, verbs need no name, and browsers find it at its name's host", async () => {
      const { result } = await labJson(["up", "bug", ...on, ...left]);
      const { port } = new URL(result.url);
      expect(result).toMatchObject({ name: "left", browserUrl: `http://left.localhost:${port}` });
      expect((await labJson(["kill", "1"])).result).toEqual({ killed: "shop-1" });
      expect((await labJson(["start", "1"])).result).toEqual({ started: "shop-1" });
    });

    test("where several are up, verbs need a name", async () => {
      expect((await lab(["up", "redis", ...on, ...right])).exitCode).toBe(0);
      for (const verb of [
        "kill 1",
        "stop 1",
        "start 1",
        "roll",
        "scale 3",
        "balance random",
        "shop",
        "logs",
      ]) {
        const { exitCode, stderr } = await lab(verb.split(" "));
        expect(exitCode, verb).toBe(64);
        expect(stderr).toContain("Several deployments are up: left, right.");
        expect(stderr).toContain("--name");
      }
      expect((await lab(["kill", "1", "--name", "middle"])).stderr).toMatch(/"middle".*\n.*left, right/);
      expect([await replicas(...left), await replicas(...right)]).toEqual([BOTH_RUN, BOTH_RUN]);
    });

    test("verbs act on the deployment that they name, and on no other", async () => {
      await lab(["kill", "2", ...right]);
      expect([await replicas(...left), await replicas(...right)]).toEqual([
        BOTH_RUN,
        ["shop-1 runs", "shop-2 dead"],
      ]);
      await lab(["start", "2", ...right]);
      await lab(["scale", "1", ...left]);
      expect([await replicas(...left), await replicas(...right)]).toEqual([["shop-1 runs"], BOTH_RUN]);
      expect((await labJson(["balance", "cookie", ...left])).result).toMatchObject({
        name: "left",
        scenario: "sticky-cookie",
      });
      expect((await labJson(["roll", ...right])).result).toEqual({ restarted: ["shop-1", "shop-2"] });
      expect((await labJson(["shop", ...right])).result).toMatchObject({ completed: true });
      expect((await labJson(["logs", "1", ...right])).result).toMatchObject([{ member: "shop-1" }]);
      expect((await lab(["logs", "redis", ...left])).stderr).toContain('no "redis"');
    });

    test("what to do next is said with the name", async () => {
      await lab(["kill", "nginx", ...left]);
      for (const verb of ["shop", "balance cookie"])
        expect((await lab([...verb.split(" "), ...left])).stderr).toContain(
          "scripts/lab start nginx --name left",
        );
      await lab(["start", "nginx", ...left]);
    });

    test("beside them stands the usual one without a name, on which verbs act without a name", async () => {
      expect((await labJson(["up", "sticky-ip", ...on], env)).result).toMatchObject({
        browserUrl: `http://sticky-ip.localhost:${env.PORT}`,
      });
      expect((await labJson(["kill", "1"])).result).toEqual({ killed: "shop-1" });
      const { result } = await labJson(["status"]);
      expect(result).toMatchObject({ scenario: "sticky-ip", members: [{ state: "dead" }, {}, {}] });
      expect(result.beside).toMatchObject([
        { name: "left", scenario: "sticky-cookie" },
        { name: "right", scenario: "redis" },
      ]);
      expect(await replicas(...right)).toEqual(BOTH_RUN);
      const { stdout } = await lab(["status"]);
      expect(stdout).toMatch(/^sticky-ip on[\s\S]*^left: sticky-cookie on[\s\S]*^right: redis on/m);
    });

    test("up takes the place of the one with its name, and of no other", async () => {
      expect((await lab(["up", "bug", ...on], env)).exitCode).toBe(0);
      expect((await lab(["up", "bug", ...on, ...left])).exitCode).toBe(0);
      const { result } = await labJson(["status"]);
      const all = [result, ...result.beside];
      expect(all.map(({ scenario }) => scenario)).toEqual(["bug", "bug", "redis"]);
    });

    test("one that holds a port is named, with the command that takes it down", async () => {
      const { port } = new URL((await labJson(["status", ...right])).result.url);
      const { exitCode, stderr } = await lab(["up", "bug", ...on], { PORT: port });
      expect(exitCode).toBe(1);
      expect(stderr).toContain("scripts/lab down --name right");
      expect(await replicas(...right)).toEqual(BOTH_RUN);
    });

    test("down with a name takes down that one, and without a name everything", async () => {
      expect((await labJson(["down", ...left])).result).toEqual({ down: ["left"] });
      expect((await lab(["down", ...left])).stdout).toContain('nothing was up under the name "left"');
      expect(await replicas(...right)).toEqual(BOTH_RUN);
      expect((await labJson(["up", "bug", ...on], env)).exitCode).toBe(0);
      expect((await labJson(["down"])).result.down.toSorted()).toEqual(["bug", "right"]);
      expect(await findOwn()).toEqual([]);
    });
  });
}
