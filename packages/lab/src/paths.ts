import { join } from "node:path";

/** The repository's root. */
export const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Where the lab keeps what it needs between two calls. */
export const LAB_DIR = join(ROOT, ".lab");
