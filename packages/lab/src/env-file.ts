import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { ROOT } from "./paths.ts";

/** A variable as Docker Compose reads it: from the environment, else from .env; empty where neither sets it. */
export const composeVariable = (name: string): string =>
  process.env[name] || parseEnv(readFileSync(join(ROOT, ".env"), "utf8"))[name] || "";
