import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXPERIMENTS } from "../../src/experiments/index.ts";
import { freePort } from "../../src/runtime/port.ts";
import { lab, labJson } from "./cli.ts";

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "report-"));
  await lab(["down"]);
});
afterAll(async () => {
  await lab(["down"]);
  await rm(out, { recursive: true });
});

test("prove --quick sees in every experiment what it predicts, and leaves a report and histories that can be judged again", async () => {
  const seed = `${Math.floor(Math.random() * 1000)}`;
  const env = { PORT: `${await freePort()}` };
  const args = ["prove", "--quick", "--runtime", "native", "--seed", seed, "--out", out];
  const { exitCode, result, stderr } = await labJson(args, env);
  const verdicts = result.verdicts.map(({ experiment, verdict, why }: Record<string, string>) => ({
    experiment,
    verdict,
    why,
  }));
  expect(verdicts, `seed ${seed}\n${stderr}`).toEqual(
    EXPERIMENTS.map(({ name }) => ({ experiment: name, verdict: "passed", why: null })),
  );
  expect(exitCode).toBe(0);

  const report = await readFile(join(out, "report.html"), "utf8");
  for (const { name } of EXPERIMENTS) expect(report).toContain(`scripts/lab prove ${name}`);
  const files = await readdir(join(out, "histories"));
  expect(files).toHaveLength(EXPERIMENTS.length);
  for (const file of files) {
    const again = await labJson(["judge", join(out, "histories", file)]);
    expect(again, file).toMatchObject({ exitCode: 0, result: { verdict: "passed" } });
  }
  expect((await labJson(["status"])).result).toBeNull();
});
