import { access, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { buildPage } from "../src/server/build-page.ts";

let folder: string;
const said: string[] = [];
const build = () => buildPage((line) => said.push(line), folder);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "page-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("builds the page only when a source is newer, and leaves NODE_ENV alone", async () => {
  vi.stubEnv("NODE_ENV", undefined);
  await build();
  await access(join(folder, "index.html"));
  expect((await readdir(join(folder, "assets"))).map((name) => name.split(".").at(-1)).sort()).toEqual([
    "css",
    "js",
    "svg",
  ]);
  await build();
  expect(said).toHaveLength(1);
  await utimes(join(folder, "index.html"), 0, 0);
  await build();
  expect(said).toHaveLength(2);
  expect(process.env.NODE_ENV).toBeUndefined();
});
