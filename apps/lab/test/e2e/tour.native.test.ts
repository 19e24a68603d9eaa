import { freePort } from "@shop/lab/runtime/port.ts";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenControlRoom, openControlRoom } from "./browser/control-room.ts";
import { noBrowser } from "./browser/find-browser.ts";
import { Keyboard } from "./browser/keyboard.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { violationsOn } from "./browser/violations.ts";

/** How long customers may take to notice what was done, and to sign in again. */
const TIMEOUT_MS = 60_000;

/** Redis stands on the left here: the tour finds its sides by their state and not by their place. */
const SIDES = ["redis", "bug"];

describe.skipIf(noBrowser)("the tour, by keyboard alone", () => {
  let browser: Browser;
  let context: BrowserContext;
  let env: Record<string, string>;
  let room: OpenControlRoom;
  let page: Page;
  let keyboard: Keyboard;
  let tour: Locator;
  const open = (...scenarios: string[]) =>
    openControlRoom([...scenarios, "--runtime", "native", "--customers", "36"], env);

  beforeAll(async () => {
    env = { PORT: `${await freePort()}` };
    room = await open(...SIDES);
    browser = await openBrowser();
    context = await browser.newContext({ bypassCSP: true, reducedMotion: "reduce" });
    page = await context.newPage();
    keyboard = new Keyboard(page);
    tour = page.locator(".tour");
    await page.goto(room.url);
    await page.locator(".side").first().waitFor();
    await page.keyboard.press("Tab");
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const until = (what: () => Promise<unknown>) => expect.poll(what, { timeout: TIMEOUT_MS, interval: 200 });
  const untilFocused = (words: string) => until(keyboard.focused.bind(keyboard)).toContain(words);
  const button = (name: string) => tour.getByRole("button", { name });

  /** Brings both sides to where the step starts; the focus is on the heading after that. */
  async function prepare(title: string): Promise<void> {
    await keyboard.press(/^Prepare this step/);
    await tour.locator(".prepare").waitFor({ state: "detached", timeout: TIMEOUT_MS });
    await untilFocused(title);
  }

  /**
   * Presses a button of the step as soon as customers have signed in again. Until the keyboard is there, one more of them may
   * have become a stranger, and the button has to be tried again.
   */
  async function press(name: string): Promise<void> {
    await until(async () => {
      if ((await button(name).getAttribute("aria-disabled")) === "false")
        await keyboard.press(new RegExp(`^${name}`));
      return button(name).textContent();
    }).toContain("done");
  }

  /** The figures of a row of the evidence: with state in memory, with state in Redis. */
  async function figures(row: string): Promise<{ memory: number; redis: number }> {
    const cells = tour.locator(".evidence tr", { hasText: row }).locator("td");
    const [redis, memory] = (await cells.allTextContents()).map((text) => Number.parseInt(text, 10));
    return { memory: memory ?? Number.NaN, redis: redis ?? Number.NaN };
  }

  const seen = () => tour.locator(".comparison").waitFor({ timeout: TIMEOUT_MS });
  const comparison = () => tour.locator(".comparison").textContent();

  test("begins with the bug, and tells what happens only after it was predicted and seen", async () => {
    await keyboard.press(/^Take the tour/);
    await untilFocused("Step 1 of 6 The bug");
    expect(new URL(page.url()).hash).toBe("#tour=1");
    await prepare("The bug");
    expect(await button("Pin nobody").getAttribute("aria-disabled")).toBe("true");
    await tour.getByText("Choose your prediction first").waitFor();
    expect(await tour.textContent()).not.toContain("Two clicks in three");
    await keyboard.choose(/^Nothing: they are signed in/, 1);
    await press("Pin nobody");
    await seen();
    expect(await comparison()).toBe(
      "✗ Seen, and it is not what you predicted: Most are signed out within seconds.",
    );
    await tour.getByText("Two clicks in three").waitFor();
    expect((await figures("strangers now")).redis).toBe(0);
    expect((await figures("signed out")).memory).toBeGreaterThanOrEqual(10);
    expect(await violationsOn(page)).toEqual([]);
  });

  test("Escape leaves it, and the way back leads to its beginning", async () => {
    await page.keyboard.press("Escape");
    await untilFocused("Take the tour");
    expect(new URL(page.url()).hash).toBe("");
    await page.keyboard.press("Enter");
    await untilFocused("The bug");
    await keyboard.press(/^Next/);
    await untilFocused("Step 2 of 6 The patch by cookie");
  });

  test("the two patches calm the customers down", async () => {
    await keyboard.choose(/^Everybody signs in once more/, 0);
    await press("Pin by cookie");
    await seen();
    expect(await comparison()).toBe("✓ Seen, as you predicted.");
    await keyboard.press(/^Next/);
    await untilFocused("Step 3 of 6 The patch by address");
    await keyboard.choose(/^Nothing: pinned is pinned/, 1);
    await press("Pin by address");
    await seen();
    expect((await figures("signed out")).redis).toBe(0);
    await keyboard.press(/^Next/);
  });

  test("the uneven load survives a reload, and shows each side's share", async () => {
    await untilFocused("Step 4 of 6 The uneven load");
    await page.reload();
    await untilFocused("Step 4 of 6 The uneven load");
    await prepare("The uneven load");
    await keyboard.choose(/^A fifth on both sides/, 2);
    await press("Five replicas");
    await seen();
    expect(await comparison()).toBe("✓ Seen, as you predicted.");
    const { memory, redis } = await figures("shop-5 serves");
    expect(memory).toBeLessThanOrEqual(5);
    expect(redis).toBeGreaterThanOrEqual(15);
    await keyboard.press(/^Next/);
  });

  test("a step that is started over brings the dead replica back, and asks again", async () => {
    await untilFocused("Step 5 of 6 The dead server");
    await keyboard.choose(/^Its customers, where the state is in memory/, 0);
    await press("Kill the busiest replica");
    await seen();
    expect((await figures("carts lost")).memory).toBeGreaterThanOrEqual(1);
    expect((await figures("carts lost")).redis).toBe(0);
    await keyboard.press(/^Start over/);
    await untilFocused("Step 5 of 6 The dead server");
    await tour.locator(".question").waitFor();
    await tour.locator(".prepare").waitFor({ state: "detached", timeout: TIMEOUT_MS });
    await keyboard.press(/^Next/);
  });

  test("the last step tells a shop that answers 503 from one that does not answer", async () => {
    await untilFocused("Step 6 of 6 The fix and its price");
    expect(await button("Prepare this step").count()).toBe(0);
    await keyboard.choose(/^Everybody is signed out/, 1);
    await press("Kill Redis");
    await until(async () => (await figures("got a 503")).redis).toBeGreaterThanOrEqual(5);
    expect(await tour.locator(".comparison").count()).toBe(0);
    await press("Start it again");
    await seen();
    for (const row of ["signed out", "carts lost"])
      expect([row, (await figures(row)).redis]).toEqual([row, 0]);
    await keyboard.press(/^To the questions/);
  });

  test("the end has four questions, a link to the report, and the way back to the start", async () => {
    await untilFocused("Four questions");
    const rights: [first: RegExp, index: number][] = [
      [/^A load balancer sends/, 0],
      [/^They need more memory/, 1],
      [/^They need a browser extension/, 2],
      [/^One very large server/, 1],
    ];
    for (const [first, index] of rights) await keyboard.choose(first, index);
    await tour.getByText("4 of 4 are right.").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const opened = context.waitForEvent("page");
    await keyboard.press(/^The report/);
    expect(await (await opened).title()).toContain("Sticky or shared: the report");
    await (await opened).close();
    await keyboard.press(/^Restart the tour/);
    await untilFocused("Step 1 of 6 The bug");
  });

  test("without both kinds of state it says what to run", async () => {
    await room.close();
    room = await open("redis");
    await page.goto(`${room.url}#tour=4`);
    await tour.getByText("scripts/lab open sticky-cookie redis").waitFor();
    await page.keyboard.press("Escape");
    await untilFocused("Take the tour");
  });
});
