import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine: CHROMIUM in the environment, else where Linux keeps it. */
export const BROWSER: string | undefined = process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));

/** Why tests in a browser are left out; null when they need not be. In CI a missing browser is a failure and no excuse. */
export const noBrowser: string | null = BROWSER
  ? null
  : `there is no Chromium at ${PLACES.join(", ")}; install it, or say in CHROMIUM where it is`;

if (noBrowser && process.env.CI) throw new Error(`Tests in a browser cannot run: ${noBrowser}.`);
if (noBrowser) process.stderr.write(`Skipped, tests in a browser: ${noBrowser}.\n`);
