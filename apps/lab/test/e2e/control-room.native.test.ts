import { freePort } from "@shop/lab/runtime/port.ts";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenControlRoom, openControlRoom } from "./browser/control-room.ts";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { violationsOn } from "./browser/violations.ts";

/** How long customers may take to notice what was done. */
const TIMEOUT_MS = 45_000;

describe.skipIf(noBrowser)("the control room in a browser", () => {
  let browser: Browser;
  let room: OpenControlRoom;
  let page: Page;
  let env: Record<string, string>;
  const errors: string[] = [];
  const open = (...scenarios: string[]) =>
    openControlRoom([...scenarios, "--runtime", "native", "--customers", "36"], env);

  beforeAll(async () => {
    env = { PORT: `${await freePort()}` };
    browser = await openBrowser();
    room = await open();
    page = await browser.newPage();
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on(
      "console",
      (message) => message.text().includes("Content Security") && errors.push(message.text()),
    );
    page.on("request", async (request) => {
      // the page may be closed before the browser reports the headers of its last requests
      const { referer = "" } = await request.allHeaders().catch((): Record<string, string> => ({}));
      if (referer.includes("token")) errors.push(`Referer: ${referer}`);
    });
    await page.goto(room.url);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const left = () => page.locator(".side").nth(0);
  const right = () => page.locator(".side").nth(1);
  const figure = async (side: Locator, name: string) =>
    Number((await side.locator(`[data-figure="${name}"] dd`).first().textContent())?.replace(",", ""));
  const until = (what: () => Promise<boolean>) =>
    expect.poll(what, { timeout: TIMEOUT_MS, interval: 200 }).toBe(true);
  const click = (name: string | RegExp, within: Page | Locator = page) =>
    within.getByRole("button", { name }).click();

  test("the token leaves the address bar with the first load", () => {
    expect(room.url).toMatch(/\/\?token=[\w-]{32}$/);
    expect(page.url()).toBe(new URL("/", room.url).href);
  });

  test("a replica dies on both sides: the left side loses customers, the right side none", async () => {
    await until(async () => (await figure(left(), "orders")) > 0 && (await figure(right(), "orders")) > 0);
    expect(await figure(left(), "signed out")).toBe(0);
    await click("Kill shop-2 on both sides");
    await until(
      async () => (await figure(left(), "signed out")) >= 3 && (await figure(left(), "carts lost")) >= 1,
    );
    expect([await figure(right(), "signed out"), await figure(right(), "carts lost")]).toEqual([0, 0]);
    expect(await page.locator(".terminal").textContent()).toContain("scripts/lab kill 2 # sticky-cookie");
    for (const side of [left(), right()]) {
      await side.getByRole("button", { name: /^Start shop-2/ }).waitFor();
      expect(await side.locator("[data-replica=shop-2]").textContent()).toContain("dead");
    }
    await click("Start shop-2 on both sides");
    for (const side of [left(), right()]) await side.getByRole("button", { name: /^Kill shop-2/ }).waitFor();
  });

  test("the keyboard focus stays on a button that changes, and moves on from one that goes", async () => {
    // a button ignores the keyboard while an action is going on
    const button = (name: string) =>
      left().getByRole("button", { name: new RegExp(`^${name} shop-2`), disabled: false });
    const press = async (name: string, next: string) => {
      await button(name).press("Enter");
      await button(next).waitFor();
      expect(await page.locator("button:focus").textContent({ timeout: 5000 })).toContain(`${next} shop-2`);
    };
    await press("Kill", "Start");
    await press("Start", "Kill");
    await press("Stop", "Start");
    await press("Start", "Kill");
  });

  test("only the first side's buttons show commands, because commands act on the first side", async () => {
    expect(await left().locator("button code").first().textContent()).toBe("kill 1");
    expect(await right().locator("button code").count()).toBe(0);
  });

  test("axe-core finds nothing wrong with the page, the tour and its questions, in both themes", async () => {
    const context = await browser.newContext({ bypassCSP: true, reducedMotion: "reduce" });
    const other = await context.newPage();
    await other.goto(room.url);
    await other.locator(".side").first().waitFor();
    const found = await violationsOn(other);
    await other.getByRole("button", { name: "Take the tour" }).click();
    found.push(...(await violationsOn(other)));
    for (let step = 0; step < 6; step++)
      await other.getByRole("button", { name: /Next|To the questions/ }).click();
    for (const question of await other.locator(".question").all())
      await question.getByRole("radio").first().check();
    found.push(...(await violationsOn(other)));
    await context.close();
    expect(found).toEqual([]);
  });

  test("a page that is still open when the control room is restarted says what to do", async () => {
    await room.close();
    await page.getByText("The control room does not answer.").waitFor();
    const before = room.url;
    room = await open("redis");
    expect(new URL(room.url).port).toBe(new URL(before).port);
    await page.getByText("The control room was restarted: open the URL that it printed.").waitFor();
    expect((await page.goto(before))?.status()).toBe(403);
    await page.goto(room.url);
    await until(async () => (await page.locator(".side h2").textContent()) === "redis");
    expect(await page.locator(".notice").count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
