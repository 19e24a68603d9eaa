import { freePort } from "@shop/lab/runtime/port.ts";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenControlRoom, openControlRoom } from "./browser/control-room.ts";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { violationsOn } from "./browser/violations.ts";

const TIMEOUT_MS = 60_000;
const PROJECTOR = { width: 1280, height: 720 };
const PHONE = { width: 360, height: 780 };

describe.skipIf(noBrowser)("the stage of the control room", () => {
  let browser: Browser;
  let context: BrowserContext;
  let room: OpenControlRoom;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    const env = { PORT: `${await freePort()}` };
    room = await openControlRoom(["--runtime", "native", "--customers", "24"], env);
    context = await browser.newContext({ viewport: PROJECTOR, bypassCSP: true });
    page = await context.newPage();
    await page.goto(room.url);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const side = (index: number) => page.locator(".side").nth(index);
  const replica = (index: number, name: string) => side(index).locator(`[data-replica=${name}]`);
  const press = (name: string) => page.getByRole("button", { name, exact: true, disabled: false }).click();
  const says = (element: Locator, text: string | RegExp) =>
    element.filter({ hasText: text }).waitFor({ timeout: TIMEOUT_MS });
  const outcome = () => page.locator(".outcome [role=status]");

  test("a button on a side acts there and nowhere else, and the outcome is said once", async () => {
    await press("Kill shop-2 on sticky-cookie");
    await says(replica(0, "shop-2"), "dead");
    expect(await replica(1, "shop-2").textContent()).toContain("Kill");
    await says(outcome(), /^Killed shop-2 on sticky-cookie\. sticky-cookie: .*\.$/);
    expect(await page.locator(".so-far").count()).toBe(0);
    await press("Start shop-2 on sticky-cookie");
    await press("Stop shop-3 on redis");
    await says(replica(1, "shop-3"), "stopped");
    await press("Start shop-3 on redis");
    await says(replica(1, "shop-3"), "/s");
  });

  test("only where nginx pins customers do replicas say how many are pinned to them", async () => {
    await says(replica(0, "shop-1"), "pinned");
    expect(await side(1).locator(".replicas").textContent()).not.toContain("pinned");
  });

  test("fast clicks add up", async () => {
    const more = page.getByRole("button", { name: "20 more customers on both sides" });
    for (let click = 0; click < 3; click++) await more.click();
    for (const index of [0, 1]) await says(side(index).locator(".waiting-name"), "84 customers");
  });

  test("eight replicas a side, the controls and the tour fit on a projector; a ninth is refused with a reason", async () => {
    await scaleTo(page, 8);
    for (const index of [0, 1]) await says(replica(index, "shop-8"), "/s");
    const bottom = async (parts: string) => {
      const all = page.locator(parts);
      return Math.max(
        ...(await all.evaluateAll((found) => found.map((part) => part.getBoundingClientRect().bottom))),
      );
    };
    expect(await bottom(".stage, .controls, .replica, .redis")).toBeLessThanOrEqual(PROJECTOR.height);
    const more = page.getByRole("button", { name: "One more replica on both sides" });
    await says(more, "8 at most");
    await more.click({ force: true });
    await says(page.locator(".refusal"), "8 at most.");
    await press("Take the tour");
    await page.locator(".tour").waitFor();
    expect(await bottom(".stage, .rail")).toBeLessThanOrEqual(PROJECTOR.height);
    await press("Leave the tour");
  });

  test("the focus of a button whose replica has left goes to the last replica", async () => {
    await replica(0, "shop-8").getByRole("button", { name: /^Kill/ }).focus();
    await scaleTo(page, 3);
    for (const index of [0, 1]) await replica(index, "shop-4").waitFor({ state: "detached" });
    expect(await page.locator(":focus").textContent()).toContain("shop-3");
  });

  test("presenter mode: P opens it, digits kill and start, Escape leaves; P does nothing in fields or switched off", async () => {
    const key = page.getByRole("checkbox", { name: "key P" });
    await key.press("p");
    await key.uncheck();
    await page.locator("h1").click();
    await page.keyboard.press("p");
    await key.check();
    expect(await page.locator(".rail").count()).toBe(1);
    await page.locator("h1").click();
    await page.keyboard.press("p");
    await page.locator(".presenter-bar").waitFor();
    expect(await page.locator(".rail, .masthead, .timelines, .side button:visible").count()).toBe(0);
    await says(page.locator(".presenter-bar"), "on both sides");
    await page.keyboard.press("3");
    for (const index of [0, 1]) await says(replica(index, "shop-3"), "dead");
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press("3");
    for (const index of [0, 1]) await says(replica(index, "shop-3"), "/s");
    await page.keyboard.press("Escape");
    await page.locator(".rail").waitFor();
    expect(await page.locator(":focus").textContent()).toBe("Present");
  });

  test("a phone shows one side at a time, and the scores of both", async () => {
    await page.setViewportSize(PHONE);
    const scores = page.locator(".side-switch label");
    for (const index of [0, 1])
      expect(await scores.nth(index).textContent()).toMatch(/signed out.*carts lost/);
    expect([await side(0).isVisible(), await side(1).isVisible()]).toEqual([true, false]);
    await page.locator(".side-switch").getByText("redis").click();
    expect([await side(0).isVisible(), await side(1).isVisible()]).toEqual([false, true]);
    expect(await page.locator("html").evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    expect(await violationsOn(page)).toEqual([]);
  });
});

/** One action instead of many clicks. */
async function scaleTo(page: Page, replicas: number): Promise<void> {
  const request = { sides: [0, 1], replicas };
  const status = await page.evaluate(async (body) => {
    const headers = { "content-type": "application/json" };
    return (await fetch("/actions/scale", { method: "POST", headers, body })).status;
  }, JSON.stringify(request));
  expect(status).toBe(204);
}
