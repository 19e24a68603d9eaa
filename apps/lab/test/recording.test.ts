import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ControlRoom } from "@shop/control-room/server/control-room.ts";
import { LabError } from "@shop/lab/errors.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requireWritable } from "../src/replay/record.ts";
import { whileOpen } from "../src/replay/while-open.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recording-"));
  await writeFile(join(folder, "file"), "kept");
});
afterEach(() => rm(folder, { recursive: true }));

describe("before anything is brought up", () => {
  test("a path that cannot be written is refused", async () => {
    for (const path of [folder, join(folder, "file", "run.jsonl")])
      await expect(requireWritable(path), path).rejects.toThrow(LabError);
  });

  test("a path that can be written is accepted, and what is there stays until the recording begins", async () => {
    await requireWritable(join(folder, "new", "run.jsonl"));
    await requireWritable(join(folder, "file"));
    expect(await readFile(join(folder, "file"), "utf8")).toBe("kept");
  });
});

describe("the control room is closed", () => {
  const RECORDED = { scenarios: [], runtime: "native", customers: 0, seed: 1 } as const;
  const wait = () => sleep(150);

  /** Lets it be open for a while; returns the error, and whether updates still came after the end. */
  async function outcome(path: string | undefined, during: () => Promise<unknown>) {
    const room = new ControlRoom("native", []);
    const error = await whileOpen(room, RECORDED, path, during).then(
      () => null,
      (error: unknown) => error,
    );
    let isOpen = false;
    room.subscribe(() => {
      isOpen = true;
    });
    await sleep(400);
    await room.close();
    return { error, isOpen };
  }

  test("at the end, and the recording is complete", async () => {
    const path = join(folder, "run.jsonl");
    expect(await outcome(path, wait)).toEqual({ error: null, isOpen: false });
    expect((await readFile(path, "utf8")).trim().split("\n").length).toBeGreaterThan(2);
  });

  test("when the recording cannot begin", async () => {
    const { error, isOpen } = await outcome(folder, wait);
    expect(error).toBeInstanceOf(LabError);
    expect(isOpen).toBe(false);
  });

  test.skipIf(!existsSync("/dev/full"))("when the disk was full", async () => {
    const { error, isOpen } = await outcome("/dev/full", wait);
    expect(error).toMatchObject({ hint: expect.stringContaining("ENOSPC") });
    expect(isOpen).toBe(false);
  });

  test("when something else fails meanwhile", async () => {
    const failure = new Error("the port is taken");
    const during = () => Promise.reject(failure);
    expect(await outcome(undefined, during)).toEqual({ error: failure, isOpen: false });
  });
});
