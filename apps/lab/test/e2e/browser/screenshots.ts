import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "@shop/lab/paths.ts";
import { NativeRuntime } from "@shop/lab/runtime/native/native.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import type { Browser, Page } from "playwright-core";
import { say } from "../../../src/output.ts";
import { add, signIn } from "./buy.ts";
import { openControlRoom } from "./control-room.ts";
import { openBrowser } from "./open-browser.ts";

/*
 * Takes all pictures in docs/screenshots: scripts/screenshots
 */
const FOLDER = join(ROOT, "docs", "screenshots");
const WIDE = { width: 1440, height: 1000 };
const TALL = { width: 1440, height: 1250 };
const NARROW = { width: 360, height: 780 };

/** How a page is shown. */
interface View {
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: "light" | "dark";
  readonly fullPage?: boolean;
}

/** Opens a page, lets `act` do something on it, and takes its picture. */
async function shoot(
  browser: Browser,
  name: string,
  { viewport = WIDE, colorScheme = "light", fullPage = false }: View,
  act: (page: Page) => Promise<unknown>,
): Promise<void> {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  await act(page);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage });
  await context.close();
}

async function shootShop(browser: Browser): Promise<void> {
  const runtime = new NativeRuntime();
  const port = await freePort();
  const up = { replicas: 3, port };
  const { url } = await runtime.up({ ...up, scenario: "bug", balancing: "round-robin" }, () => {});
  const at = (path: string) => new URL(path, url).href;
  const beSignedOut = async (page: Page) => {
    await signIn(page, url);
    await add(page, url, "Abacus");
  };
  await shoot(browser, "shop-catalogue", {}, (page) => page.goto(url));
  await shoot(browser, "shop-stranger", {}, beSignedOut);
  await shoot(browser, "shop-stranger-narrow", { viewport: NARROW, colorScheme: "dark" }, beSignedOut);
  await runtime.down(() => {});
  await runtime.up({ ...up, scenario: "redis", balancing: "round-robin" }, () => {});
  await shoot(browser, "shop-receipt", { colorScheme: "dark" }, async (page) => {
    await signIn(page, url);
    for (const product of ["Abacus", "Slide Rule"]) await add(page, url, product);
    await page.goto(at("/cart"));
    await page.getByRole("button", { name: "Check out" }).click();
  });
  await runtime.down(() => {});
}

async function shootControlRoom(browser: Browser): Promise<void> {
  const room = await openControlRoom(["--runtime", "native"], { PORT: `${await freePort()}` });
  const press = (page: Page, name: RegExp) => page.getByRole("button", { name }).first().click();
  await shoot(browser, "control-room", { viewport: TALL }, async (page) => {
    await page.goto(room.url);
    await sleep(20_000);
    await press(page, /^Kill shop-2 on both sides/);
    await sleep(4500);
  });
  await shoot(browser, "control-room-narrow", { viewport: NARROW, fullPage: true }, async (page) => {
    await page.goto(room.url);
    await sleep(1500);
    await press(page, /^Start shop-2 on both sides/);
    await sleep(1500);
  });
  await shoot(browser, "control-room-tour", { viewport: TALL, colorScheme: "dark" }, async (page) => {
    await page.goto(room.url);
    await press(page, /Take the tour/);
    await page.getByLabel("Most are signed out").check();
    await press(page, /^Pin nobody/);
    await sleep(4000);
  });
  await room.close();
}

await mkdir(FOLDER, { recursive: true });
await takeDown(say);
const browser = await openBrowser();
try {
  await shootShop(browser);
  await shootControlRoom(browser);
} finally {
  await browser.close();
  await takeDown(say);
}
