import { settingsPage } from "../../scripts/settings.ts";

/** What docs/production.md says about this repository, and what it says instead in a new app. */
const PRODUCTION: readonly (readonly [RegExp, string])[] = [
  [/ what its profile `redis` needs/, " what it needs"],
  [
    /^1\. Give the shop accounts[\s\S]*?(?=^2\.)/m,
    "1. Put accounts of your own in place of `src/accounts/development.ts`: until then, every replica ends with a sentence that says so.\n",
  ],
  [
    /Backups, a place for the logs, and what .* leaves to you are yours\./,
    "Backups and a place for the logs are yours.",
  ],
  [/\nThe tests kill masters, and let them hang\.$/m, ""],
  [/\nTry it on one machine[\s\S]*?(?=\n## The limits)/, ""],
  [/\n`vitest run --project e2e [\s\S]*$/, ""],
];

/** docs/production.md of a new app. */
export function productionPage(text: string): string {
  const page = PRODUCTION.reduce((page, [pattern, replacement]) => {
    if (!pattern.test(page)) throw new Error(`docs/production.md has nothing like ${pattern}.`);
    return page.replace(pattern, replacement);
  }, text);
  return page.replaceAll(/(nginx|shop)-redis/g, "$1");
}

/** docs/settings.md of a new app. */
export const settingsOfApp = (): string =>
  settingsPage().replace(/^<!-- .* -->$/m, "<!-- Change src/shop/settings-schema.ts, too. -->");
