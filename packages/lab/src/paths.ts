import { join } from "node:path";

/** The repository's root. */
export const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Where the native runtime keeps its processes' pids, logs, configuration and data. */
export const NATIVE_DIR = join(ROOT, ".lab", "native");
