import { ROOT } from "@shop/lab/paths.ts";
import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { isRunning } from "@shop/lab/runtime/runtime.ts";
import { execa } from "execa";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add, signIn } from "./browser/buy.ts";
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
    expect(await page.locator(".terminal code").allTextContents()).toEqual([
      "$ scripts/lab kill 2 --name sticky-cookie",
      "$ scripts/lab kill 2 --name redis",
    ]);
    for (const side of [left(), right()]) {
      await side.getByRole("button", { name: /^Start shop-2/ }).waitFor();
      expect(await side.locator("[data-replica=shop-2]").textContent()).toContain("dead");
    }
    await click("Start shop-2 on both sides");
    for (const side of [left(), right()]) await side.getByRole("button", { name: /^Kill shop-2/ }).waitFor();
  });

  test("signing in at one side's shop leaves the customer of the other side's shop signed in", async () => {
    const openShop = async (side: Locator) => {
      const opened = page.context().waitForEvent("page");
      await side.getByRole("link", { name: "Its shop" }).click();
      const shop = await opened;
      expect(await shop.evaluate("window.opener")).toBeNull();
      await signIn(shop, shop.url());
      return shop;
    };
    const sticky = await openShop(left());
    expect(new URL(sticky.url()).host).toBe(`sticky-cookie.localhost:${env.PORT}`);
    await add(sticky, sticky.url(), "Abacus");
    const redis = await openShop(right());
    expect(new URL(redis.url()).hostname).toBe("redis.localhost");
    await sticky.goto(new URL("/whoami", sticky.url()).href);
    expect(await sticky.locator(".strip .verdict").textContent()).toContain("Session known");
    await sticky.goto(new URL("/cart", sticky.url()).href);
    expect(await sticky.locator("main").textContent()).toContain("Abacus");
    for (const shop of [sticky, redis]) await shop.close();
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

  describe.each([
    ["sticky-cookie", "redis", 0, "cookie"],
    ["redis", "sticky-cookie", 1, "round-robin"],
  ])("the commands on the buttons of %s, run in a terminal", (name, other, index, balancing) => {
    /** Which members run, as in "shop-1 runs", and the balancing. On a busy machine one that runs may not be ready. */
    const stateOf = async (side: string) => {
      const { deployment, members } = await new NativeRuntime(side).look();
      const states = members.map((member) => `${member.name} ${isRunning(member) ? "runs" : member.state}`);
      return [...states, `${deployment?.balancing}`];
    };
    beforeAll(() =>
      page
        .getByRole("radio")
        .nth(index + 1)
        .check(),
    );
    afterAll(() => page.getByRole("radio", { name: "both" }).check());

    test.each([
      [/^Kill shop-1/, "side", "shop-1 dead"],
      [/^Start shop-1/, "side", "shop-1 runs"],
      [/^Stop shop-2/, "side", "shop-2 stopped"],
      [/^Roll/, "controls", "shop-2 runs"],
      [/^One more/, "controls", "shop-4 runs"],
      [/^least-conn/, "controls", "least-conn"],
      [new RegExp(`^${balancing}`), "controls", balancing],
    ])(`%s changes this side and not ${other}`, async (label, where, changed) => {
      const place = where === "side" ? page.locator(".side").nth(index) : page.locator(".controls");
      const command = await place.getByRole("button", { name: label }).getAttribute("title");
      const [here, there] = [await stateOf(name), await stateOf(other)];
      expect(here).not.toContain(changed);
      const { exitCode, stderr } = await execa("sh", ["-c", command ?? ""], { cwd: ROOT, reject: false });
      expect(exitCode, `${command}: ${stderr}`).toBe(0);
      expect(await stateOf(name)).toContain(changed);
      expect(await stateOf(other)).toEqual(there);
    });
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
