import { memberNamed } from "@shop/lab/runtime/members.ts";
import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { SCENARIOS, type ScenarioName } from "@shop/lab/scenarios.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add, signIn } from "./browser/buy.ts";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { violationsOn } from "./browser/violations.ts";
import { lab } from "./cli.ts";

const NEVER_HEARD = /lives in shop-\d's memory, and shop-\d has never heard of you/;

describe.skipIf(noBrowser)("the shop's pages in a browser", () => {
  const runtime = new NativeRuntime();
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    await lab(["down"]);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await lab(["down"]);
  });

  async function bringUp(scenario: ScenarioName) {
    const { balancing, state } = SCENARIOS[scenario];
    const present = await runtime.look();
    const { deployment } = present;
    if (deployment && SCENARIOS[deployment.scenario].state === state)
      return void (await runtime.balance(present, balancing));
    if (deployment) await runtime.down(() => {});
    ({ url } = await runtime.up({ scenario, balancing, replicas: 3, port: await freePort() }, () => {}));
  }

  /** Acts on a page of a visitor's own; nothing that the page did may be against its own policy. */
  async function visit(act: (page: Page) => Promise<void>) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on(
      "console",
      (message) => message.text().includes("Content Security") && errors.push(message.text()),
    );
    page.on("pageerror", (error) => errors.push(error.message));
    await act(page);
    await context.close();
    expect(errors).toEqual([]);
  }

  test("bug: a customer who signs in is a stranger with the next click, and the page says why", async () => {
    await bringUp("bug");
    await visit(async (page) => {
      await signIn(page, url);
      await page.goto(new URL("/whoami", url).href);
      expect(await page.locator(".strip-sentence").textContent()).toMatch(NEVER_HEARD);
      expect(await page.locator(".strip .verdict").textContent()).toContain("Session unknown");
      expect(await page.locator(".knows").textContent()).toContain("Nobody");
    });
  });

  test("bug: with the next click a visitor's cart is on another replica, and the page says on which", async () => {
    await bringUp("bug");
    await visit(async (page) => {
      await page.goto(url);
      await add(page, url, "Abacus");
      const sentence = await page.locator(".strip-sentence").textContent();
      expect(sentence).toMatch(/Your cart lives in shop-\d's memory, and shop-\d has never heard of it/);
      expect(await page.locator(".strip .verdict").textContent()).toContain("Cart unknown");
      expect(await page.locator("h1").textContent()).toBe("Your cart is empty here");
    });
  });

  test.each(["sticky-ip", "sticky-cookie", "redis"] as const)(
    "%s: buying ends with a receipt",
    async (scenario) => {
      await bringUp(scenario);
      await visit(async (page) => {
        await signIn(page, url);
        await add(page, url, "Abacus");
        await page.getByRole("button", { name: "Check out" }).click();
        expect(await page.locator("h1").textContent()).toBe("Thank you. Your order is in.");
        expect(await page.locator(".receipt").textContent()).toContain("Abacus");
        expect(await page.locator(".strip-sentence").textContent()).not.toMatch(/never heard/);
      });
    },
  );

  test("axe-core finds nothing wrong with any page, signed in or not, in both themes", async () => {
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const found: string[] = [];
    const look = async () => found.push(...(await violationsOn(page)));
    const lookAt = async (path: string) => {
      await page.goto(new URL(path, url).href);
      await look();
    };
    for (const path of ["/", "/login", "/login?next=/cart", "/cart", "/whoami", "/nowhere"])
      await lookAt(path);
    await signIn(page, url);
    await add(page, url, "Abacus");
    for (const path of ["/", "/cart", "/whoami", "/account"]) await lookAt(path);
    await page.goto(new URL("/cart", url).href);
    await page.getByRole("button", { name: "Check out" }).click();
    await look();
    const redis = memberNamed("redis", await runtime.look());
    await runtime.kill(redis);
    await lookAt("/cart");
    await runtime.start(redis);
    await context.close();
    expect(found).toEqual([]);
  });

  test("axe-core finds nothing wrong with the pages that a stranger sees", async () => {
    await bringUp("bug");
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await signIn(page, url);
    const found: string[] = [];
    for (const path of ["/", "/cart", "/login?next=/cart", "/whoami"]) {
      await page.goto(new URL(path, url).href);
      found.push(...(await violationsOn(page)));
    }
    await context.close();
    expect(found).toEqual([]);
  });
});
