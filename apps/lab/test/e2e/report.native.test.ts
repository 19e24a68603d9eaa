import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { violationsOn } from "./browser/violations.ts";

const REPORT = pathToFileURL(join(import.meta.dirname, "../../../../docs/report.html")).href;

/** Pixels. The first form of this report was 33,000 high, and 60,000 on a phone. */
const WIDE = { width: 1440, height: 900, highest: 10_000 };
const PHONE = { width: 360, height: 800, highest: 17_000 };

describe.skipIf(noBrowser)("the report of a full run, opened from its file", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function open(address: string, { width, height } = WIDE): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height }, bypassCSP: true });
    await page.goto(address);
    return page;
  }

  test.each([WIDE, PHONE])(
    "at $width pixels it is read in reasonable time, and axe finds nothing",
    async (size) => {
      const page = await open(REPORT, size);
      const [scrollWidth, scrollHeight] = await page.evaluate<number[]>(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]",
      );
      expect(scrollWidth).toBe(size.width);
      expect(scrollHeight).toBeLessThan(size.highest);
      // with one experiment unfolded: all of them take axe minutes
      await page.goto(`${REPORT}#scale-up`);
      expect(await violationsOn(page)).toEqual([]);
    },
  );

  test("on a wide screen the picture's three panels stand side by side in the first screen", async () => {
    const page = await open(REPORT);
    const boxes = await Promise.all(
      (await page.locator("#picture .panel > svg").all()).map((panel) => panel.boundingBox()),
    );
    expect(boxes).toHaveLength(3);
    expect(new Set(boxes.map((box) => Math.round(box?.y ?? 0))).size).toBe(1);
    for (const box of boxes) expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(WIDE.height);
  });

  test("a link to an experiment unfolds it, and paper shows everything", async () => {
    const page = await open(`${REPORT}#scale-up`);
    expect(await page.locator("#scale-up").isVisible()).toBe(true);
    expect(await page.locator("#canary").isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    await page.locator("#canary .predictions").waitFor({ state: "visible", timeout: 2000 });
  });

  test("the contents stay in view", async () => {
    const page = await open(`${REPORT}#small-shop`);
    const { y } = (await page.locator(".contents").boundingBox()) ?? { y: Number.NaN };
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(WIDE.height);
  });
});
