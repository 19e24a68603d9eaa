import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { expect, test } from "vitest";
import { readRecording } from "../src/server/read-recording.ts";
import { answer, redisSideView } from "./page/side-view.ts";

const FOLDER = join(ROOT, "docs", "recordings");
const FILES = await readdir(FOLDER);

/** The fields of all objects in a list. */
const fieldsOf = (objects: readonly object[]): string[] =>
  [...new Set(objects.flatMap(Object.keys))].toSorted();

test.for(FILES)(
  "docs/recordings/%s has the fields that the page shows; `scripts/replays` records it anew",
  async (name) => {
    const { frames } = await readRecording(join(FOLDER, name));
    const snapshots = frames.flatMap(({ snapshot }) => snapshot?.sides ?? []);
    const updates = frames.flatMap((frame) => (frame.snapshot ? [] : frame.update.sides));
    const side = redisSideView();
    const { customers: _customers, ...update } = { ...side, answers: [] };
    expect(fieldsOf(snapshots)).toEqual(fieldsOf([side]));
    expect(fieldsOf(updates)).toEqual(fieldsOf([update]));
    expect(fieldsOf(updates.map(({ statistics }) => statistics))).toEqual(fieldsOf([side.statistics]));
    expect(fieldsOf(updates.flatMap(({ members }) => members))).toEqual(fieldsOf(side.members));
    expect(fieldsOf(updates.flatMap(({ answers }) => answers))).toEqual(fieldsOf([answer(1)]));
  },
);
