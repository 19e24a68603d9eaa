import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type RecordingFile, readRecording } from "@shop/control-room/server/read-recording.ts";
import { EXIT } from "@shop/lab/errors.ts";
import { ROOT } from "@shop/lab/paths.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { type StaticServer, serveFolder } from "./browser/static-server.ts";
import { violationsOn } from "./browser/violations.ts";
import { lab } from "./cli.ts";

const RECORDINGS = join(ROOT, "docs", "recordings");
const MAX_BYTES = 1_000_000;
const POLLING = { timeout: 30_000, interval: 100 };

let site: string;
let browser: Browser;
let server: StaticServer;
let context: BrowserContext;
let page: Page;
const errors: string[] = [];

/** What the page of a replay shows. */
const slider = () => page.getByRole("slider", { name: "Moment" });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const moment = async () => Number(await slider().inputValue());
const figures = (name: string) => page.locator(`[data-figure="${name}"] dd:first-of-type`).allTextContents();

/** Opens the page and waits until it shows something. */
async function open(base: string, address = ""): Promise<void> {
  await page.goto(`${base}${address}`);
  await slider().waitFor();
}

/** What a figure of both sides is at this second of a recording. */
function recorded({ frames }: RecordingFile, figure: "orders" | "signedOut", seconds: number): string[] {
  const { snapshot, ...frame } = frames.findLast(({ at }) => at <= seconds * 1000) ?? {};
  const sides = snapshot?.sides ?? ("update" in frame ? frame.update.sides : []);
  return sides.map(({ statistics }) => statistics[figure].toLocaleString("en"));
}

describe.skipIf(noBrowser)("the replay of the recordings in docs", () => {
  beforeAll(async () => {
    site = join(await mkdtemp(join(tmpdir(), "replay-")), "site");
    const files = (await readdir(RECORDINGS)).map((name) => join(RECORDINGS, name));
    expect(await lab(["replay", ...files, "--out", site])).toMatchObject({ exitCode: EXIT.done });
    browser = await openBrowser();
    server = await serveFolder(site);
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    await rm(site, { recursive: true });
  });
  beforeEach(async () => {
    context = await browser.newContext({ reducedMotion: "reduce" });
    page = await context.newPage();
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  });
  afterEach(async () => {
    await context.close();
    expect(errors.splice(0)).toEqual([]);
  });

  const fromFile = () => `${pathToFileURL(site)}/index.html`;
  const fromServer = () => server.url;

  test.for([
    ["from a file", fromFile],
    ["behind a plain web server", fromServer],
  ] as const)(
    "%s: the slider shows any moment, and nothing outside of the folder is asked for",
    async ([, base]) => {
      const requested: string[] = [];
      page.on("request", (request) => requested.push(request.url()));
      const recording = await readRecording(join(RECORDINGS, "dead-replica.jsonl.gz"));
      await open(base(), "?run=dead-replica");
      for (const seconds of [40, 10, 60]) {
        await slider().fill(`${seconds}`);
        expect(await figures("orders")).toEqual(recorded(recording, "orders", seconds));
        expect(await figures("signed out")).toEqual(recorded(recording, "signedOut", seconds));
      }
      expect(await figures("signed out")).toEqual([expect.not.stringMatching(/^0$/), "0"]);
      const folder = new URL(".", base()).href;
      expect(requested.filter((url) => !url.startsWith(folder))).toEqual([]);
      const types = await page.evaluate(() =>
        performance.getEntriesByType("resource").map(({ name }) => name),
      );
      expect(types.filter((url) => !url.startsWith(folder))).toEqual([]);
    },
  );

  test("it plays by itself, the space key stops it, and the address names the moment", async () => {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await open(fromFile());
    await expect.poll(moment, POLLING).toBeGreaterThan(1);
    await page.keyboard.press("Space");
    await button("Play").waitFor();
    const paused = await moment();
    await expect.poll(() => page.url(), POLLING).toContain(`#t=${paused}`);
    expect(await moment()).toBe(paused);
    await page.reload();
    await slider().waitFor();
    await expect.poll(moment, POLLING).toBe(paused);
    await button("Play").waitFor();
  });

  test("the space key presses the button that has the keyboard focus, and does not stop the replay", async () => {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await open(fromFile());
    await button("Half speed").press("Space");
    expect(await button("Half speed").getAttribute("aria-pressed")).toBe("true");
    await button("Pause").waitFor();
  });

  test("it does not play by itself for people who want no motion; a step shows the next update", async () => {
    await open(fromFile());
    await button("Play").waitFor();
    await button("Step").click();
    await expect.poll(moment, POLLING).toBeGreaterThan(0);
    expect(await moment()).toBeLessThan(1);
  });

  test("a chapter is a button that skips to it and shows its text", async () => {
    await open(fromFile(), "?run=dead-replica");
    await page.getByRole("button", { name: "0:25 shop-2 is killed on both sides" }).click();
    await page.getByText("no error shows what was lost").waitFor();
    expect(await moment()).toBe(25);
  });

  test("a customer can be followed, and what led to the moment is known", async () => {
    await open(fromFile(), "?run=dead-replica");
    await slider().fill("40");
    const choice = page.getByRole("combobox", { name: "Follow customer" });
    const harms = (scenario: string) => page.locator(`[data-clicks=${scenario}] b`).allTextContents();
    for (let customer = 1; customer <= 60; customer++) {
      await choice.selectOption({ label: `customer ${customer}` });
      if ((await harms("sticky-cookie")).length > 0) break;
    }
    expect((await harms("sticky-cookie")).join()).toMatch(/taken for a stranger.*cart of \d items? lost/);
    expect(await harms("redis")).toEqual([]);
    // before the kill nothing was wrong
    await slider().fill("20");
    expect(await harms("sticky-cookie")).toEqual([]);
    expect(await page.locator("[data-clicks=sticky-cookie] li").count()).toBeGreaterThan(5);
  });

  test("an address names the run and the moment, and each run has a link", async () => {
    await open(fromFile(), "?run=bug#t=42");
    await page.getByRole("heading", { level: 1, name: "The bug, and the fix beside it" }).waitFor();
    await expect.poll(moment, POLLING).toBe(42);
    const links = page.getByRole("navigation", { name: "Recordings" }).getByRole("link");
    expect(await links.count()).toBe((await readdir(RECORDINGS)).length);
    await links.getByText("A replica dies").click();
    await page.getByRole("heading", { level: 1, name: "A replica dies" }).waitFor();
  });

  test("in an article it has no masthead", async () => {
    await open(fromFile(), "?embed&run=bug");
    expect(await page.locator(".masthead").count()).toBe(0);
    await button("Play").click();
    await expect.poll(moment, POLLING).toBeGreaterThan(0.5);
  });

  test("it has no button or link that would act on a server", async () => {
    await open(fromFile());
    const names = await page.getByRole("button").allTextContents();
    expect(
      names.filter((name) => /kill|stop|start|scale|roll|balance/i.test(name) && !/^\d/.test(name)),
    ).toEqual([]);
    const links = await page.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(links.filter((href) => !href?.startsWith("?"))).toEqual([]);
  });

  test("the folder stays small", async () => {
    const files = await readdir(site, { recursive: true, withFileTypes: true });
    const sizes = files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(MAX_BYTES);
  });

  test("axe-core finds nothing wrong with it, in both themes", async () => {
    const found: string[] = [];
    for (const address of ["#t=30", "?embed#t=30"]) {
      await open(fromServer(), address);
      found.push(...(await violationsOn(page)));
    }
    expect(found).toEqual([]);
  });
});
