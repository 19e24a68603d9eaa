import { memberNamed } from "@shop/lab/runtime/members.ts";
import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenControlRoom, openControlRoom } from "./browser/control-room.ts";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { violationsOn } from "./browser/violations.ts";

/** How long the page may take to show what happened. The summaries of the plots change every ten seconds. */
const TIMEOUT_MS = 45_000;

describe.skipIf(noBrowser)("an outage in the control room", () => {
  let browser: Browser;
  let context: BrowserContext;
  let room: OpenControlRoom;
  let page: Page;
  /** The left side's deployment. */
  const runtime = new NativeRuntime("redis");

  beforeAll(async () => {
    const env = { PORT: `${await freePort()}` };
    browser = await openBrowser();
    room = await openControlRoom(["redis", "bug", "--runtime", "native", "--customers", "30"], env);
    context = await browser.newContext({
      bypassCSP: true,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    page = await context.newPage();
    await page.goto(room.url);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const left = () => page.locator(".side").nth(0);
  const textOf = async (figure: string) =>
    `${await left().locator(`[data-figure="${figure}"] dd`).first().textContent()}`.replace(",", "");
  const count = async (figure: string) => Number(await textOf(figure));
  const summary = (title: string) =>
    page
      .locator(".timelines > section")
      .nth(0)
      .locator(`.plot[aria-label^="${title}"]`)
      .getAttribute("aria-label");
  const press = (name: RegExp) => left().getByRole("button", { name, disabled: false }).click();
  const until = (what: () => Promise<boolean>) =>
    expect.poll(what, { timeout: TIMEOUT_MS, interval: 200 }).toBe(true);
  const noLatency = async () => (await textOf("p50")).startsWith("–");

  test("with Redis dead, requests get a 503, and nobody claims that all is well", async () => {
    await until(async () => (await count("orders")) > 0 && !(await noLatency()));
    await page.getByRole("radio", { name: "redis" }).check();
    await press(/^Kill Redis/);
    await until(async () => (await count("got a 503")) >= 20 && (await noLatency()));
    expect(await count("no answer")).toBe(0);
    expect(await left().locator(".waiting-name").textContent()).toContain("every request fails");
    await until(async () => /503 [1-9]/.test((await summary("Failed")) ?? ""));
    await until(async () => `${await summary("Customers")}`.includes("strangers unknown now"));
    expect(await summary("Latency")).toMatch(/p50 unknown now.*Every request failed for \d+ s\./);
  });

  test("the verdict says what that did, and can be copied as Markdown and as a picture", async () => {
    const verdict = page.locator(".verdict");
    await verdict.getByRole("heading", { name: /^Killed redis on redis: \d+ got a 503$/ }).waitFor();
    await verdict.getByRole("button", { name: "Copy as Markdown" }).click();
    await verdict.getByText("Copied.").waitFor();
    const markdown = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(markdown).toMatch(/^\*\*Killed redis on redis: \d+ got a 503\*\*$/m);
    expect(markdown).toContain("scripts/lab open redis bug --customers 30 --seed 1");
    await verdict.getByRole("button", { name: "Copy as a picture" }).click();
    const types = () =>
      page.evaluate<string[]>(
        "navigator.clipboard.read().then((items) => items.flatMap(({ types }) => types))",
      );
    await until(async () => (await types()).includes("image/png"));
  });

  test("where the browser forbids copying, the verdict is saved as a file", async () => {
    await page.evaluate("navigator.clipboard.write = () => Promise.reject(new Error())");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Copy as a picture" }).click();
    expect((await download).suggestedFilename()).toMatch(/^verdict-\d+\.png$/);
    await page.getByText("Saved as a file").waitFor();
  });

  test("once Redis is back, the figures are back, and count anew since then", async () => {
    await press(/^Start Redis/);
    await until(async () => !(await noLatency()) && (await count("got a 503")) > 0);
    const since = left().locator('[data-figure="got a 503"] .since');
    await until(
      async () => Number(`${await since.textContent()}`.match(/\d+/)?.[0]) < (await count("got a 503")),
    );
    expect(await left().locator(".strip").textContent()).toMatch(/since 2 started redis/);
    const actions = page.locator(".actions-taken li");
    expect(await actions.allTextContents()).toEqual([
      expect.stringMatching(/^1 killed redis on redis · \d\d:\d\d:\d\d$/),
      expect.stringMatching(/^2 started redis on redis · \d\d:\d\d:\d\d$/),
    ]);
  });

  test("with nginx dead, requests get no answer, which is another figure than a 503", async () => {
    const nginx = memberNamed("nginx", await runtime.look());
    const before = await count("got a 503");
    expect(await count("no answer")).toBe(0);
    await runtime.kill(nginx);
    await until(async () => (await count("no answer")) >= 20 && (await noLatency()));
    expect(await count("got a 503")).toBe(before);
    await runtime.start(nginx);
    await until(async () => !(await noLatency()));
  });

  test("axe-core finds nothing wrong with the plots, the list and the verdict", async () => {
    expect(await violationsOn(page)).toEqual([]);
  });
});
