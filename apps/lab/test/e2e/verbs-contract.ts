import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { EXIT } from "@shop/lab/errors.ts";
import { ROOT } from "@shop/lab/paths.ts";
import { findOwn } from "@shop/lab/runtime/choose.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Runtime } from "@shop/lab/runtime/runtime.ts";
import { waitUntil } from "@shop/lab/wait-until.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lab, labJson } from "./cli.ts";

/** What a verb must end with: its exit code, and words of its last sentence. */
type Row = readonly [verb: string, exitCode: number, words: RegExp];

/**
 * Every verb in every state ends in a sentence and the right exit code. Verbs that begin by taking down what is up, and bring up
 * their own (demo, open, prove, storm), do as `up` does here.
 */
export function verbsContract(runtime: Runtime): void {
  describe(`verbs in every state: ${runtime.name}`, () => {
    const { done, failed, usage } = EXIT;
    const onCompose = runtime.name === "compose";
    let env: Record<string, string>;
    beforeAll(async () => {
      env = { PORT: `${await freePort()}` };
      await lab(["down"]);
    });
    afterAll(() => lab(["down"]));

    const run = (verb: string) => lab(verb.split(" "), env);
    const expectRows = (rows: readonly Row[]) =>
      test.each(rows)("%s: exit %i, %s", async (verb, exitCode, words) => {
        const { stdout, stderr, ...ended } = await run(verb);
        const said = `${stdout}\n${stderr}`;
        expect(said).not.toContain("did not expect");
        expect(said).toMatch(words);
        expect(ended.exitCode, said).toBe(exitCode);
      });

    describe("half started: up was killed on its way", () => {
      beforeAll(() => interruptedUp(runtime, env));

      expectRows([
        ["status", done, onCompose ? /only a part .* scripts\/lab down/ : /nginx +stopped/],
        ["logs", done, /── shop-1/],
        ["shop", failed, /nginx/],
        ["balance cookie", failed, /nginx/],
        ["kill nginx", onCompose ? usage : failed, /no "nginx" here|nginx is not running/],
        ["down", done, /is down/],
      ]);

      test("down has left nothing behind", async () => {
        expect(await findOwn()).toEqual([]);
        expect((await labJson(["down"])).result).toEqual({ down: [] });
      });
    });

    describe("nothing up", () => {
      expectRows([
        ["status", done, /Nothing is up.*scripts\/lab up/],
        ["down", done, /nothing of the lab was up/],
        ...["shop", "logs", "kill 1", "stop 1", "start 1", "roll", "scale 2", "balance cookie"].map(
          (verb): Row => [verb, failed, /Nothing is up\.\n.*scripts\/lab up/],
        ),
        [`up redis --runtime ${runtime.name}`, done, /redis is up on/],
      ]);
    });

    describe("one replica killed", () => {
      expectRows([
        ["kill 2", done, /shop-2 is stopped/],
        ["status", done, /shop-2 +dead/],
        ["shop", done, /The order is right/],
        ["logs 2", done, /── shop-2/],
        ["kill 2", failed, /shop-2 is not running/],
        ["stop 2", failed, /shop-2 is not running/],
        ["start 1", failed, /shop-1 is running already/],
        ["balance least-conn", done, /balances by least-conn/],
        ["scale 3", done, /runs 3 replicas; started again: shop-2/],
        ["scale 2", done, /runs 2 replicas$/m],
        ["kill 2", done, /shop-2 is stopped/],
        ["roll", done, /shop-1, shop-2 were restarted/],
      ]);
    });

    describe("all replicas dead", () => {
      beforeAll(async () => {
        await run("kill 1");
        await run("kill 2");
      });

      expectRows([
        ["status", done, /shop-1 +dead.*\n.*shop-2 +dead.*\n.*nginx +ready/],
        ["shop", failed, /Every replica is stopped/],
        ["logs", done, /── shop-1/],
        ["kill 1", failed, /shop-1 is not running/],
        ["stop 1", failed, /shop-1 is not running/],
        ["balance round-robin", done, /balances by round-robin/],
        ["kill nginx", done, /nginx is stopped/],
        ["start nginx", done, /nginx is ready/],
        ["scale 1", done, /runs 1 replica; started again: shop-1/],
      ]);
    });

    describe("Redis dead", () => {
      beforeAll(() => run("kill redis"));

      expectRows([
        ["status", done, /shop-1 +starting.*\n.*nginx +ready.*\n.*redis +dead/],
        ["status --json", done, /"state": "dead"/],
        ["shop", failed, /redis is stopped, so the shop cannot reach its state/],
        ["logs redis", done, /── redis/],
        ["kill redis", failed, /redis is not running/],
        ["stop redis", failed, /redis is not running/],
        ["roll", failed, /redis is stopped/],
        ["scale 2", failed, /redis is stopped/],
        ["stop 1", done, /shop-1 is stopped/],
        ["start 1", failed, /redis is stopped/],
        ["balance cookie", done, /balances by cookie/],
        ["start redis", done, /redis is ready/],
        ["start 1", done, /shop-1 is ready/],
      ]);
    });

    describe("nginx dead", () => {
      beforeAll(() => run("kill nginx"));

      expectRows([
        ["status", done, /shop-1 +ready.*\n.*nginx +dead/],
        ["shop", failed, /nginx is stopped/],
        ["logs nginx", done, /── nginx/],
        ["kill nginx", failed, /nginx is not running/],
        ["stop nginx", failed, /nginx is not running/],
        ["balance random", failed, /nginx is stopped\.\n.*scripts\/lab start nginx/],
        ["kill 1", done, /shop-1 is stopped/],
        ["start 1", done, /shop-1 is ready/],
        ["scale 2", done, /runs 2 replicas$/m],
        ["roll", done, /shop-1, shop-2 were restarted/],
        ["start nginx", done, /nginx is ready/],
        ["shop", done, /The order is right/],
        ["kill nginx", done, /nginx is stopped/],
        ["down", done, /redis is down/],
      ]);
    });
  });
}

/** Begins to bring a scenario up and kills that, children included, as soon as anything of it is there. */
async function interruptedUp(runtime: Runtime, env: Record<string, string>): Promise<void> {
  const args = ["up", "bug", "--runtime", runtime.name];
  const up = spawn(join(ROOT, "scripts", "lab"), args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: "ignore",
  });
  const ended = once(up, "exit");
  const isUp = async () => (await runtime.look()).members.length > 0;
  await waitUntil("the first members", isUp, { seconds: 60 });
  process.kill(-(up.pid as number), "SIGKILL");
  await ended;
}
