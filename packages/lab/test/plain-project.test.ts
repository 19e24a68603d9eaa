import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../src/paths.ts";
import { plainProject } from "../src/runtime/compose/labels.ts";
import { CHECKOUT, LAB_PROJECT, PRODUCTION_PROJECT } from "../src/runtime/compose/names.ts";

const container = (project: string, folder = CHECKOUT) => ({
  id: "1",
  name: `${project}-shop-1`,
  project,
  service: "shop-redis",
  folder,
  stack: "",
});

test("verbs may act on what a plain docker compose up of this checkout started, and neither on another's nor on production", async () => {
  const others = [
    container(LAB_PROJECT),
    container("sticky-or-shared", "/somewhere/else"),
    container(PRODUCTION_PROJECT),
  ];
  expect(await plainProject(others)).toBeNull();
  expect(await plainProject([...others, container("sticky-or-shared")])).toBe("sticky-or-shared");
  const production = await readFile(join(ROOT, "production.env"), "utf8");
  expect(production).toContain(`COMPOSE_PROJECT_NAME=${PRODUCTION_PROJECT}\n`);
});
