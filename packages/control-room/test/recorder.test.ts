import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ControlRoom } from "../src/server/control-room.ts";
import { readRecording } from "../src/server/read-recording.ts";
import { startRecorder } from "../src/server/recorder.ts";
import { Side } from "../src/server/side.ts";
import type { Update } from "../src/wire/live.ts";
import { RECORDING_VERSION, type RecordingHeader } from "../src/wire/recording.ts";
import { fakeRuntime } from "./fake-runtime.ts";

const HEADER: RecordingHeader = {
  version: RECORDING_VERSION,
  title: "A replica dies",
  began: "2026-11-26T12:00:00.000Z",
  command: "scripts/lab open sticky-cookie",
  runtime: "native",
  scenarios: ["sticky-cookie"],
  seed: 1,
  chapters: [{ at: 0, title: "The beginning", text: "Look." }],
};

let folder: string;
let room: ControlRoom;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recording-"));
  room = new ControlRoom("native", [new Side({ ...fakeRuntime("sticky-cookie"), seed: 1 })]);
  await room.open(0);
});
afterEach(async () => {
  await room.close();
  await rm(folder, { recursive: true });
});

/** Returns the next updates that a page gets. */
async function updates(count: number): Promise<Update[]> {
  const received: Update[] = [];
  await new Promise<void>((resolve) => {
    const unsubscribe = room.subscribe((update) => {
      if (received.push(update) < count) return;
      unsubscribe();
      resolve();
    });
  });
  return received;
}

test.for(["recording.jsonl", "recording.jsonl.gz"])(
  "%s holds what pages get, with its times",
  async (name) => {
    const path = join(folder, "new", name);
    const recorder = await startRecorder(room, HEADER, path);
    await room.dispatch({ type: "kill", member: "shop-1" }, [0]);
    const received = await updates(3);
    await recorder.stop();
    const { header, frames } = await readRecording(path);
    expect(header).toEqual(HEADER);
    expect(frames[0]).toMatchObject({ at: 0, snapshot: { runtime: "native", sides: [{ customers: [] }] } });
    expect(frames.slice(1).map((frame) => !frame.snapshot && frame.update)).toEqual(received);
    const annotations = received.flatMap(({ sides }) => sides.flatMap(({ annotations }) => annotations));
    expect(annotations).toMatchObject([{ text: "killed shop-1" }]);
    const times = frames.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[3]).toBeGreaterThanOrEqual(250);
    const isCompressed = (await readFile(path))[0] === 0x1f;
    expect(isCompressed).toBe(name.endsWith(".gz"));
  },
);

test.for([
  ["of another version", `${JSON.stringify({ ...HEADER, version: 99 })}\n`, /version 99/],
  ["of something else", '{"kind":"run"}\n', /does not begin like a recording/],
  ["of nothing but the header", `${JSON.stringify(HEADER)}\n`, /nothing to show/],
  ["that is cut off", `${JSON.stringify(HEADER)}\n{"at":0,"snap`, /Line 2 is not JSON/],
] as const)("a recording %s is refused, with the reason", async ([, text, reason]) => {
  const path = join(folder, "broken.jsonl");
  await writeFile(path, text);
  await expect(readRecording(path)).rejects.toMatchObject({
    message: expect.stringContaining(path),
    hint: expect.stringMatching(reason),
  });
});

test("a recording that does not exist is refused", async () => {
  await expect(readRecording(join(folder, "none.jsonl"))).rejects.toMatchObject({
    hint: expect.stringContaining("no such file"),
  });
});
