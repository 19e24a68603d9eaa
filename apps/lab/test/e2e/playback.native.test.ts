import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readRecording } from "@shop/control-room/server/read-recording.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenControlRoom, openControlRoom } from "./browser/control-room.ts";
import { noBrowser } from "./browser/find-browser.ts";
import { openBrowser } from "./browser/open-browser.ts";
import { labJson } from "./cli.ts";

const POLLING = { timeout: 45_000, interval: 200 };

/** What the tests, whose types know no browser, need of a canvas. */
interface Canvas {
  toDataURL(): string;
}

describe.skipIf(noBrowser)("a control room that is paused and recorded", () => {
  let folder: string;
  let browser: Browser;
  let room: OpenControlRoom;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "playback-"));
    browser = await openBrowser();
    const record = ["--record", join(folder, "run.jsonl")];
    room = await openControlRoom(["redis", "--runtime", "native", "--customers", "12", ...record], {
      PORT: `${await freePort()}`,
    });
    page = await browser.newPage();
    await page.goto(room.url);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
    await rm(folder, { recursive: true });
  });

  const playback = () => page.getByRole("region", { name: "Playback" });
  const press = (name: string) => playback().getByRole("button", { name, exact: true }).click();
  const orders = async () =>
    Number(await page.locator('[data-figure="orders"] dd:first-of-type').textContent());
  /** Pixels of the dots. */
  const picture = () =>
    page.locator(".diagram canvas").evaluate((canvas) => (canvas as unknown as Canvas).toDataURL());
  const secondsBehind = async () =>
    Number(/(\d+) s behind/.exec((await playback().textContent()) ?? "")?.[1] ?? 0);

  test("nothing moves while it is paused; then it goes on where it was, or back to live", async () => {
    await expect.poll(orders, POLLING).toBeGreaterThan(0);
    await press("Pause");
    const [paused, dots] = [await orders(), await picture()];
    await expect.poll(secondsBehind, POLLING).toBeGreaterThanOrEqual(5);
    expect([await orders(), (await picture()) === dots]).toEqual([paused, true]);
    await press("Play");
    await expect.poll(async () => (await picture()) === dots, POLLING).toBe(false);
    expect(await secondsBehind()).toBeGreaterThanOrEqual(4);
    await press("Back to live");
    await playback().getByText("Live", { exact: true }).waitFor();
    expect(await orders()).toBeGreaterThan(paused);
  });

  test("the space key pauses and plays, but not while a button has the keyboard focus", async () => {
    await page.locator("h1").click();
    await page.keyboard.press("Space");
    await playback().getByRole("button", { name: "Play", exact: true }).waitFor();
    await page.keyboard.press("Space");
    await playback().getByRole("button", { name: "Pause", exact: true }).waitFor();
    await playback().getByRole("button", { name: "Half speed" }).press("Space");
    expect(await playback().getByRole("button", { name: "Half speed" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    await playback().getByRole("button", { name: "Pause", exact: true }).waitFor();
  });

  test("its recording is complete when it has ended, and plays what customers got", async () => {
    await room.close();
    const path = join(folder, "run.jsonl");
    const { header, frames } = await readRecording(path);
    expect(header).toMatchObject({
      title: "redis",
      command: "scripts/lab open redis --customers 12 --seed 1",
      runtime: "native",
      scenarios: ["redis"],
      seed: 1,
    });
    const last = frames.at(-1);
    const total = last?.snapshot ? 0 : last?.update.sides[0]?.statistics.orders;
    expect(total).toBeGreaterThan(0);
    expect((await readFile(path, "utf8")).endsWith("}\n")).toBe(true);
    const { result } = await labJson(["replay", path, "--out", join(folder, "site")]);
    expect(result).toEqual({ page: join(folder, "site", "index.html"), runs: ["run"] });
    await page.goto(`${pathToFileURL(result.page)}#t=${(last?.at ?? 0) / 1000}`);
    await expect.poll(orders, POLLING).toBe(total);
  });
});
