import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeReplay } from "@shop/control-room/server/write-replay.ts";
import { ROOT } from "@shop/lab/paths.ts";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { openBrowser } from "./open-browser.ts";

/*
 * Makes the moving picture at the top of the README from the recording of the bug: scripts/moving-picture
 */
const PICTURE = join(ROOT, "docs", "screenshots", "bug-and-redis.gif");
const STILL = join(ROOT, "docs", "screenshots", "bug-and-redis-still.png");
const VIEWPORT = { width: 1240, height: 540 };
/** Pixels of the picture in one of the page. */
const SCALE = 0.6;
const BEGIN_SECONDS = 5;
const FRAMES = 80;
/** Between two updates of a recording. */
const FRAME_MS = 125;
/** Few colours: with more of them the picture is twice as large, and hardly better. */
const COLOURS = 16;
/** Only the stage: a picture has no buttons to press. */
const STYLE = ".playback, .chapters { position: fixed; top: 100vh }";

/** Resolves when the dots have moved: in the browser's next frame, which is on the screen in the one after it. */
const DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

/** Steps through the recording, a picture for each update. */
async function shoot(page: Page): Promise<Buffer[]> {
  const frames: Buffer[] = [];
  const devtools = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, ...VIEWPORT, scale: SCALE };
  const step = page.getByRole("button", { name: "Step", exact: true });
  await page.addStyleTag({ content: STYLE });
  while (frames.length < FRAMES) {
    await step.dispatchEvent("click");
    await page.evaluate(DRAWN);
    // Playwright's own screenshots take several times as long
    const { data } = await devtools.send("Page.captureScreenshot", { clip, optimizeForSpeed: true });
    frames.push(Buffer.from(data, "base64"));
  }
  return frames;
}

const folder = await mkdtemp(join(tmpdir(), "moving-picture-"));
const browser = await openBrowser();
try {
  const recordings = new Map([["bug", join(ROOT, "docs", "recordings", "bug.jsonl.gz")]]);
  const replay = pathToFileURL(await writeReplay(recordings, folder)).href;
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(`${replay}?embed#t=${BEGIN_SECONDS}`);
  const frames = await shoot(page);
  await sharp(frames, { join: { animated: true } })
    .gif({ colours: COLOURS, dither: 0, interFrameMaxError: 10, delay: frames.map(() => FRAME_MS), loop: 0 })
    .toFile(PICTURE);
  await sharp(frames.at(-1)).png({ colours: COLOURS, dither: 0 }).toFile(STILL);
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
