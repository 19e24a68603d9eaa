import { readFileSync } from "node:fs";
import { join } from "node:path";

const sheet = (name: string) => join(import.meta.dirname, `${name}.css`);

/** Paths of this package's style sheets. */
export const TOKENS = sheet("tokens");
export const BASE = sheet("base");
export const BUTTONS = sheet("buttons");
export const TABLES = sheet("tables");

/** Joins the style sheets at these paths into one, in this order, so that a page needs a single request for them or none. */
export function joinStyleSheets(paths: readonly string[]): string {
  return paths.map((path) => readFileSync(path, "utf8")).join("\n");
}
