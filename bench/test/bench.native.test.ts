import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { CONTESTANTS } from "../src/contestants.ts";

test("scripts/bench --quick measures everything, gets right answers, and leaves nothing running", async () => {
  const out = await mkdtemp(join(tmpdir(), "bench-"));
  onTestFinished(() => rm(out, { recursive: true }));
  const { stdout } = await execa(join(ROOT, "scripts", "bench"), ["--quick", "--out", out]);
  for (const { label } of CONTESTANTS) expect(stdout).toContain(label);
  expect(stdout).toContain("All answers were right.");
  const { rows, slices, commit } = JSON.parse(await readFile(join(out, "bench.json"), "utf8"));
  expect(commit === null || /^[0-9a-f]{7,}$/.test(commit)).toBe(true);
  expect(Object.values(slices).flat()).not.toEqual([]);
  for (const { value } of rows) expect(value.median).toBeGreaterThan(0);
  expect(await readFile(join(out, "bench.svg"), "utf8")).toMatch(/^<svg .*<\/svg>$/s);
  // nothing but what was there before: what is started is named by its folder
  const { stdout: left } = await execa("pgrep", ["-f", `${join(tmpdir(), "nginx-")}`], { reject: false });
  expect(left).toBe("");
});

test("an unknown flag is refused before anything is started", async () => {
  const { exitCode, stderr } = await execa(join(ROOT, "scripts", "bench"), ["--fast"], { reject: false });
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain("--fast");
});
