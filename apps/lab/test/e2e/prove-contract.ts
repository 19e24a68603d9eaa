import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXPERIMENTS } from "@shop/lab/experiments/index.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lab, labJson } from "./cli.ts";

type Verdict = { experiment: string; verdict: string; why: string | null };

const TIMES = { timeout: 1_200_000 };

const nameOf = ({ name }: { readonly name: string }) => name;

/** What `prove` and `storm` promise on every runtime. `leftOut`: the names of experiments for which there is no time. */
export function proveContract(
  runtime: RuntimeName,
  { leftOut }: { readonly leftOut: readonly string[] },
): void {
  const all = EXPERIMENTS.map(nameOf);
  const names = all.filter((name) => !leftOut.includes(name));
  let out: string;
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), "report-"));
    await lab(["down"]);
  });
  afterAll(async () => {
    await lab(["down"]);
    await rm(out, { recursive: true });
  });

  test(
    `prove --quick sees what it predicts in ${names.length} of ${all.length} experiments, and leaves a report and histories that can be judged again`,
    TIMES,
    async () => {
      const seed = `${Math.floor(Math.random() * 1000)}`;
      const env = { PORT: `${await freePort()}` };
      const prove = async (...names: string[]) => {
        const args = ["prove", ...names, "--quick", "--runtime", runtime, "--seed", seed, "--out", out];
        return (await labJson(args, env)).result.verdicts as Verdict[];
      };
      const verdicts = await prove(...(leftOut.length > 0 ? names : []));
      expect(verdicts.map(({ experiment }) => experiment)).toEqual(names);

      const report = await readFile(join(out, "report.html"), "utf8");
      for (const name of names) expect(report).toContain(`scripts/lab prove ${name}`);

      expect(
        verdicts.filter(({ verdict }) => verdict === "deviated"),
        `seed ${seed}`,
      ).toEqual([]);
      // a busy machine cannot always measure: it may try once more
      const doubtful = verdicts.filter(({ verdict }) => verdict === "inconclusive");
      for (const { experiment, verdict, why } of doubtful)
        process.stdout.write(`seed ${seed}: ${experiment} ${verdict}: ${why}; again\n`);
      const again = doubtful.length > 0 ? await prove(...doubtful.map(({ experiment }) => experiment)) : [];
      expect(again.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
      const files = await readdir(join(out, "histories"));
      expect(files).toHaveLength(names.length);
      for (const file of files) {
        const judged = await labJson(["judge", join(out, "histories", file)]);
        expect(judged, file).toMatchObject({ exitCode: 0, result: { verdict: "passed" } });
      }
      expect((await labJson(["status"])).result).toBeNull();
    },
  );

  test(
    "storm --quick: replicas die every second, and no customer of shared state can tell",
    TIMES,
    async () => {
      const seed = `${Math.floor(Math.random() * 1000)}`;
      const env = { PORT: `${await freePort()}` };
      const args = ["storm", "--quick", "--runtime", runtime, "--seed", seed, "--out", join(out, "storm")];
      const { exitCode, result } = await labJson(args, env);
      expect(result.verdicts, `seed ${seed}`).toMatchObject([
        { experiment: "storm", why: null, verdict: "passed" },
      ]);
      expect(exitCode).toBe(0);
    },
  );
}
