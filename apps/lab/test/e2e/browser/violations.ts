import axe from "axe-core";
import type { Page } from "playwright-core";

/** The themes of every page. */
const THEMES = ["light", "dark"] as const;

/** Violations that axe-core finds on a page in both themes, by its default rules (WCAG and its own best practices). The page's context must bypass CSP. */
export async function violationsOn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    for (const { id, nodes } of violations)
      for (const { html, failureSummary } of nodes)
        found.push(`${new URL(page.url()).pathname} ${colorScheme}: ${id}: ${html} ${failureSummary}`);
  }
  return found;
}
