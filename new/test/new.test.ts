import {
  appendFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeOf, ROOTS } from "../src/manifest.ts";

const work = mkdtempSync(join(tmpdir(), "new-test-"));
afterAll(() => rmSync(work, { recursive: true }));

/** A copy of this repository, with a history of its own. */
const template = join(work, "template");
const ME = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
const git = (cwd: string, ...args: string[]) => execa("git", [...ME, ...args], { cwd });
const make = (...args: string[]) =>
  execa(process.execPath, [join(template, "new", "src", "new.ts"), ...args], { cwd: work, reject: false });

const filesIn = (folder: string) =>
  globSync("**", { cwd: folder, exclude: ["**/node_modules"], withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

beforeAll(async () => {
  const skipped = new Set(["node_modules", ".git", ".lab", "dist"]);
  cpSync(ROOT, template, { recursive: true, filter: (path) => !skipped.has(basename(path)) });
  for (const modules of ["node_modules", join("new", "node_modules")])
    symlinkSync(join(ROOT, modules), join(template, modules));
  // packages that need each other are links in a circle, as pnpm makes them
  const libraries = join(template, "packages", "shop", "node_modules");
  mkdirSync(libraries);
  symlinkSync("..", join(libraries, "shop"));
  await git(template, "init", "--quiet");
  // .gitignore is about folders, and these are links
  appendFileSync(join(template, ".git", "info", "exclude"), "node_modules\n");
  await git(template, "add", "--all");
  await git(template, "commit", "--quiet", "--message", "The template");
});

test("every file of the fixed half is either taken or left out, on purpose", () => {
  const files = ROOTS.flatMap((folder) => filesIn(join(template, folder))).map((file) =>
    relative(template, file),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((file) => placeOf(file) === undefined)).toEqual([]);
});

describe("a new app", () => {
  const app = join(work, "my-app");
  beforeAll(async () => {
    const { exitCode, stderr } = await make("my-app", "--no-install", "--no-git");
    expect(exitCode, stderr).toBe(0);
  }, 30_000);
  const read = (file: string) => readFileSync(join(app, file), "utf8");

  test("has nothing of what only teaches, breaks or measures", () => {
    const words =
      /\b(sticky|ada|lovelace|bug|whoami|lab|demo)\b(?!-only-not-a-secret)|replica strip|ip_hash|shop-memory|@shop\/|packages\//i;
    const found = filesIn(app)
      .filter((file) => !/LICENSE$|pnpm-lock\.yaml$/.test(file))
      .flatMap((file) => {
        const [word] = words.exec(readFileSync(file, "utf8")) ?? [];
        return word ? [`${file}: ${word}`] : [];
      });
    expect(found).toEqual([]);
  });

  test("has pages whose links lead to files, and nothing that names a file that it does not have", () => {
    const pages = filesIn(app).filter((file) => file.endsWith(".md"));
    expect(pages.map((page) => relative(app, page)).toSorted()).toEqual([
      "README.md",
      "docs/production.md",
      "docs/settings.md",
    ]);
    const links = pages.flatMap((page) =>
      [...readFileSync(page, "utf8").matchAll(/\]\(([^):#]+)(#[^)]*)?\)/g)].map(([, to = ""]) =>
        join(dirname(page), to),
      ),
    );
    const named = filesIn(app).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\bdocs\/[\w-]+\.md/g)].map(([page]) => join(app, page)),
    );
    expect(links.length).toBeGreaterThan(5);
    expect(named.length).toBeGreaterThan(2);
    expect([...links, ...named].filter((file) => !existsSync(file))).toEqual([]);
  });

  test("knows its name and the commit that it was made from", async () => {
    const { name, generatedFrom } = JSON.parse(read("package.json"));
    expect(name).toBe("my-app");
    expect(generatedFrom).toBe((await git(template, "rev-parse", "HEAD")).stdout);
    expect(read("README.md")).toMatch(/^# my-app$/m);
    expect(read("docker-compose.yml")).toMatch(/^name: my-app$/m);
    expect(read("docker-compose.yml")).not.toContain("include:");
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

  // it makes four apps
  test("takes over what has changed here since, and keeps its own changes and removals", {
    timeout: 120_000,
  }, async () => {
    await git(app, "init", "--quiet");
    await git(app, "add", "--all");
    await git(app, "commit", "--quiet", "--message", "My app");
    expect((await make("--diff", app)).stdout).toBe("");
    appendFileSync(join(app, "src", "shop", "catalog.ts"), "// my own\n");
    rmSync(join(app, "src", "wishes"), { recursive: true });
    await git(app, "commit", "--quiet", "--all", "--message", "My own changes");

    appendFileSync(join(template, "packages", "shop", "src", "problem.ts"), "// improved\n");
    appendFileSync(join(template, "new", "app", "src", "wishes", "api.ts"), "// improved\n");
    await git(template, "commit", "--quiet", "--all", "--message", "Improvements");
    const { stdout, stderr, exitCode } = await make("--diff", app);
    expect([exitCode, stderr]).toEqual([0, ""]);
    await execa("git", ["apply", "-3"], { cwd: app, input: `${stdout}\n` });
    expect(read("src/shop/problem.ts")).toContain("// improved");
    expect(read("src/shop/catalog.ts")).toContain("// my own");
    expect(existsSync(join(app, "src", "wishes"))).toBe(false);
    expect(JSON.parse(read("package.json")).generatedFrom).toBe(
      (await git(template, "rev-parse", "HEAD")).stdout,
    );
  });
});

test.each([
  ["a folder with something in it", ["full"], /not empty/],
  ["a name that nobody can use", ["fine", "--name", "My App"], /"My App" cannot be the app's name/],
  ["an unknown flag", ["fine", "--fast"], /--fast/],
  ["a flag without its value", ["fine", "--name"], /--name/],
  ["a file in place of a folder", ["full/mine.txt", "--name", "fine"], /is a file/],
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

test("libraries that cannot be installed are an error in words, and nothing half-written is left", async () => {
  const programs = join(work, "programs");
  mkdirSync(programs);
  writeFileSync(join(programs, "pnpm"), "#!/bin/sh\necho the registry does not answer\nexit 1\n", {
    mode: 0o755,
  });
  const before = readdirSync(work).toSorted();
  const { exitCode, stderr } = await execa(
    process.execPath,
    [join(template, "new", "src", "new.ts"), "offline", "--no-git"],
    { cwd: work, reject: false, env: { PATH: `${programs}:${process.env.PATH}` } },
  );
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/could not be installed, so nothing was made/);
  expect(stderr).toContain("the registry does not answer");
  expect(readdirSync(work).toSorted()).toEqual(before);
});

test("interrupted, it leaves nothing half-written", async () => {
  const before = readdirSync(work).toSorted();
  const making = make("interrupted", "--no-git");
  const isUnderWay = () => readdirSync(work).some((name) => name.startsWith(".interrupted"));
  await expect.poll(isUnderWay, { timeout: 10_000 }).toBe(true);
  making.kill("SIGINT");
  await making;
  expect(existsSync(join(work, "interrupted"))).toBe(false);
  expect(readdirSync(work).toSorted()).toEqual(before);
});
