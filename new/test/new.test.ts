import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeOf, ROOTS } from "../src/manifest.ts";

const work = mkdtempSync(join(tmpdir(), "new-test-"));
afterAll(() => rmSync(work, { recursive: true }));

const make = (...args: string[]) =>
  execa(process.execPath, [join(ROOT, "new", "src", "new.ts"), ...args], { cwd: work, reject: false });

test("every file of the fixed half is either taken or left out, on purpose", () => {
  const files = execFileSync("git", ["ls-files", ...ROOTS], { cwd: ROOT, encoding: "utf8" })
    .trim()
    .split("\n");
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((file) => placeOf(file) === undefined)).toEqual([]);
});

describe("a new app", () => {
  const app = join(work, "my-app");
  beforeAll(async () => {
    const { exitCode, stderr } = await make("my-app", "--no-install", "--no-git");
    expect(exitCode, stderr).toBe(0);
  });
  const read = (file: string) => readFileSync(join(app, file), "utf8");
  const files = () =>
    readdirSync(app, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));

  test("has nothing of what only teaches, breaks or measures", () => {
    const words = /\b(sticky|ada|lovelace|bug|whoami)\b|replica strip|ip_hash|shop-memory|@shop\//i;
    const found = files()
      .filter((file) => !/LICENSE$|pnpm-lock\.yaml$/.test(file))
      .flatMap((file) => {
        const [word] = words.exec(readFileSync(file, "utf8")) ?? [];
        return word ? [`${file}: ${word}`] : [];
      });
    expect(found).toEqual([]);
  });

  test("knows its name and the commit that it was made from", () => {
    const { name, generatedFrom } = JSON.parse(read("package.json"));
    expect(name).toBe("my-app");
    expect(generatedFrom).toBe(
      execFileSync("git", ["rev-parse", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim(),
    );
    expect(read("README.md")).toMatch(/^# my-app$/m);
    expect(read("docker-compose.yml")).toMatch(/^name: my-app$/m);
  });

  test("has a secret that no other one has, and that git does not keep", async () => {
    const secretOf = (folder: string) =>
      /^SESSION_SECRET=(.{40,})$/m.exec(readFileSync(join(folder, ".env"), "utf8"))?.[1];
    await make("another", "--no-install", "--no-git");
    expect(secretOf(app)).toBeDefined();
    expect(secretOf(app)).not.toBe(secretOf(join(work, "another")));
    expect(read(".gitignore")).toMatch(/^\.env$/m);
  });

  test("pins every library to the version that is used here", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("has nothing to take over from the commit that it was made from", async () => {
    const { stdout, stderr, exitCode } = await make("--diff", app);
    expect([exitCode, stderr]).toEqual([0, ""]);
    // what is not committed here yet is a difference
    if (execFileSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" }) === "")
      expect(stdout).toBe("");
  });
});

test.each([
  ["a folder with something in it", ["full"], /not empty/],
  ["a name that nobody can use", ["fine", "--name", "My App"], /"My App" cannot be the app's name/],
  ["an unknown flag", ["fine", "--fast"], /--fast/],
  ["a difference to what is no app", ["--diff", "full"], /generatedFrom/],
])("%s is refused, and nothing is written", async (_what, args, message) => {
  mkdirSync(join(work, "full"), { recursive: true });
  writeFileSync(join(work, "full", "mine.txt"), "mine");
  const before = readdirSync(work).toSorted();
  const { exitCode, stderr } = await make(...args);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
  expect(readdirSync(work).toSorted()).toEqual(before);
  expect(readdirSync(join(work, "full"))).toEqual(["mine.txt"]);
});

test("interrupted, it leaves nothing half-written", async () => {
  const before = readdirSync(work).toSorted();
  const making = make("interrupted", "--no-git");
  // the libraries are being installed
  await expect
    .poll(() => readdirSync(work).some((name) => name.startsWith(".interrupted")), { timeout: 10_000 })
    .toBe(true);
  making.kill("SIGINT");
  await making;
  expect(existsSync(join(work, "interrupted"))).toBe(false);
  expect(readdirSync(work).toSorted()).toEqual(before);
});
