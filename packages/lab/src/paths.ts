import { join } from "node:path";

/** The repository's root. */
export const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Where the lab keeps its files between calls. */
export const LAB_DIR = join(ROOT, ".lab");
