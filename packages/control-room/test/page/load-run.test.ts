import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadRun } from "../../src/page/replay/load-run.ts";
import { snapshot } from "./playback/frames.ts";

const TEXT = [
  { version: 1, title: "The bug", chapters: [] },
  { at: 0, snapshot: snapshot() },
]
  .map((line) => JSON.stringify(line))
  .join("\n");
const packed = (text: string) => gzipSync(text).toString("base64");

/** What the script sets when it has been loaded; null if it cannot be loaded. */
let script: string | undefined | null;

beforeEach(() => {
  vi.stubGlobal("document", {
    createElement: () => new EventTarget(),
    head: {
      append: (element: EventTarget) => {
        globalThis.recordedRun = script ?? undefined;
        element.dispatchEvent(new Event(script === null ? "error" : "load"));
      },
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a recording is unpacked from its script", async () => {
  script = packed(TEXT);
  expect((await loadRun("bug")).header.title).toBe("The bug");
});

test.each([
  ["cannot be loaded", null, "The file runs/bug%202.js could not be loaded."],
  ["sets nothing", undefined, "The file runs/bug%202.js is damaged."],
  ["was cut off", packed(TEXT).slice(0, 60), "The file runs/bug%202.js is damaged."],
  ["was changed", "not base64!", "The file runs/bug%202.js is damaged."],
  ["holds something else", packed('{"a":1}'), "It does not begin like a recording."],
])("a script that %s is an error that says so", async (_what, content, message) => {
  script = content;
  await expect(loadRun("bug 2")).rejects.toThrow(message);
});
