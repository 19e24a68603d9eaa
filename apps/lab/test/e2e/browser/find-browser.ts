import { existsSync } from "node:fs";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of the browser: CHROMIUM in the environment, or one of the usual paths on Linux. Undefined if there is none. */
export const BROWSER: string | undefined = process.env.CHROMIUM ?? PATHS.find((path) => existsSync(path));

/** Why tests in a browser are skipped; null if there is a browser. In CI a missing browser is an error. */
export const noBrowser: string | null = BROWSER
  ? null
  : `there is no Chromium at ${PATHS.join(", ")}; install it, or set CHROMIUM to its path`;

if (noBrowser && process.env.CI) throw new Error(`Tests in a browser cannot run: ${noBrowser}.`);
if (noBrowser) process.stderr.write(`Tests in a browser are skipped: ${noBrowser}.\n`);
