import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";
import { expect, test } from "vitest";

/** Prints the URL of every module that Node loads. */
const PRINT_LOADED = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) });
`)}`;

test.each([[["--help"]], [["kill", "--help"]], [["open", "--help"]]])(
  "lab %j loads no library but commander, and no verb",
  async (args) => {
    const cli = join(ROOT, "apps", "lab", "src", "cli.ts");
    const { stderr } = await execa(process.execPath, ["--import", PRINT_LOADED, cli, ...args]);
    const libraries = [...stderr.matchAll(/\.pnpm\/[^/]+\/node_modules\/((?:@[^/]+\/)?[^/]+)/g)];
    expect([...new Set(libraries.map(([, name]) => name))]).toEqual(["commander"]);
    expect(stderr).not.toContain("/commands/");
  },
);
