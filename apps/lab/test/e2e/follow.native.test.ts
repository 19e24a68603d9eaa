import { memberNamed } from "@shop/lab/runtime/members.ts";
import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add, signIn } from "./browser/buy.ts";
import { type OpenControlRoom, openControlRoom } from "./browser/control-room.ts";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { violationsOn } from "./browser/violations.ts";

const CUSTOMERS = 24;
const POLLING = { timeout: 45_000, interval: 200 };

describe.skipIf(noBrowser)("following one customer", () => {
  let browser: Browser;
  let context: BrowserContext;
  let room: OpenControlRoom;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    room = await openControlRoom(["--runtime", "native", "--customers", `${CUSTOMERS}`], {
      PORT: `${await freePort()}`,
    });
    context = await browser.newContext({ viewport: { width: 1280, height: 720 }, bypassCSP: true });
    page = await context.newPage();
    await page.goto(room.url);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const choice = () => page.getByRole("combobox", { name: "Follow customer" });
  const button = (name: string) => page.getByRole("button", { name, exact: true, disabled: false });
  const clicks = (scenario: string) => page.locator(`[data-clicks=${scenario}]`);
  const textOf = async (scenario: string) => `${await clicks(scenario).textContent()}`;
  const count = (scenario: string) => clicks(scenario).locator("li").count();
  const newest = (scenario: string) => clicks(scenario).locator("li").first().textContent();
  const focused = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");

  /** Follows customers until one of them has just put something in a cart in shop-2. */
  async function followSomebodyAtShop2(): Promise<void> {
    for (let number = 1; ; number = (number % CUSTOMERS) + 1) {
      await choice().selectOption({ label: `customer ${number}` });
      if (/^shop-2add item$/.test(`${await newest("sticky-cookie")}`)) return;
    }
  }

  test("through a kill: sticky-cookie loses the cart and takes the customer for a stranger, redis loses nothing", async () => {
    await expect.poll(() => choice().locator("option").count(), POLLING).toBe(CUSTOMERS + 1);
    await expect
      .poll(() => page.locator('[data-figure="orders"] dd').first().textContent(), POLLING)
      .not.toBe("0");
    await followSomebodyAtShop2();
    const before = await count("redis");
    await button("Kill shop-2 on both sides").click();
    await expect.poll(() => textOf("sticky-cookie"), POLLING).toMatch(/cart of \d items? lost/);
    await expect.poll(() => textOf("sticky-cookie"), POLLING).toContain("taken for a stranger");
    await expect.poll(() => count("redis"), POLLING).toBeGreaterThan(before + 3);
    expect(await textOf("redis")).toMatch(/^redissigned in, cart: \d/);
    expect(await clicks("redis").locator("b").count()).toBe(0);
    const said = page.locator(".follow").getByRole("status");
    expect(await said.textContent()).toMatch(/^sticky-cookie: (taken for a stranger|cart of)[^:]*\.$/);
    await button("Start shop-2 on both sides").click();
    expect(await violationsOn(page)).toEqual([]);
  });

  test("Escape and the button end it, and the keyboard focus goes to the choice", async () => {
    await choice().selectOption({ label: "customer 3" });
    await clicks("redis").locator("ol").focus();
    await page.keyboard.press("Escape");
    expect([await choice().inputValue(), await focused()]).toEqual(["", "Follow customer"]);
    await choice().selectOption({ label: "customer 3" });
    await button("Stop following").press("Enter");
    expect([await choice().inputValue(), await focused()]).toEqual(["", "Follow customer"]);
    expect(await page.locator(".clicks").count()).toBe(0);
  });

  test("Escape ends the following and not the tour, and then the tour", async () => {
    await choice().selectOption({ label: "customer 3" });
    await button("Take the tour").click();
    await page.keyboard.press("Escape");
    expect([await choice().inputValue(), await page.locator(".tour").count()]).toEqual(["", 1]);
    await page.keyboard.press("Escape");
    await button("Take the tour").waitFor();
  });

  test("a click on a dot follows its customer, on both sides; a second one ends that", async () => {
    await button("Pause").click();
    const box = await page.locator("[data-part=waiting]").last().boundingBox();
    const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
    let dot = { x, y };
    for (let step = 0; step < 200 && (await choice().inputValue()) === ""; step++) {
      dot = { x: x + ((step * 11) % width), y: y + ((step * 7) % height) };
      await page.mouse.click(dot.x, dot.y);
    }
    expect(Number(await choice().inputValue())).toBeGreaterThan(0);
    for (const scenario of ["sticky-cookie", "redis"]) expect(await count(scenario)).toBeGreaterThan(0);
    await page.mouse.click(dot.x, dot.y);
    expect(await choice().inputValue()).toBe("");
    await button("Play").click();
  });

  test("the user's own browser is a dot that goes to the replica that answered, and gets a 503 like others", async () => {
    const stage = () => page.locator(".diagram canvas").last().getAttribute("aria-label");
    expect(await stage()).not.toContain("your own browser");
    const [shop] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("link", { name: "Its shop" }).last().click(),
    ]);
    const url = shop.url();
    await signIn(shop, url);
    await add(shop, url, "Abacus");
    await expect.poll(stage, POLLING).toContain("The dot marked “you” is your own browser.");
    await choice().selectOption({ label: "you" });
    const answered = await shop.goto(new URL("/cart", url).href);
    const replica = (await answered?.allHeaders())?.["x-served-by"];
    await expect.poll(() => newest("redis"), POLLING).toBe(`${replica}see cart`);
    expect(await textOf("redis")).toMatch(/your browser.*see cart.*add item.*sign in/);
    expect(await textOf("sticky-cookie")).toBe("sticky-cookieno click yet");
    const runtime = new NativeRuntime("redis");
    const redis = memberNamed("redis", await runtime.look());
    await runtime.kill(redis);
    await shop.goto(new URL("/cart", url).href);
    await expect.poll(() => newest("redis"), POLLING).toBe("see cartgot a 503");
    await runtime.start(redis);
    // its log goes on
    const nginx = memberNamed("nginx", await runtime.look());
    await runtime.kill(nginx);
    await runtime.start(nginx);
    const seesAccount = async () => (await shop.goto(new URL("/account", url).href))?.ok();
    await expect.poll(seesAccount, POLLING).toBe(true);
    await expect.poll(() => newest("redis"), POLLING).toMatch(/see account$/);
    await page.reload();
    await expect.poll(stage, POLLING).toContain("your own browser");
  });
});
