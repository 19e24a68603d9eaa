import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { ControlRoom } from "@shop/control-room/server/control-room.ts";
import { type Recorder, startRecorder } from "@shop/control-room/server/recorder.ts";
import { type Chapter, RECORDING_VERSION } from "@shop/control-room/wire/recording.ts";
import { LabError } from "@shop/lab/errors.ts";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import type { ScenarioName } from "@shop/lab/scenarios.ts";

/** What is recorded. */
export interface Recorded {
  readonly scenarios: readonly ScenarioName[];
  readonly runtime: RuntimeName;
  readonly customers: number;
  readonly seed: number;
  /** If left out, the names of the scenarios. */
  readonly title?: string;
  readonly chapters?: readonly Chapter[];
}

/**
 * Records a control room from now on.
 *
 * @throws LabError if the file cannot be written; so does `stop`.
 */
export async function record(
  room: ControlRoom,
  { scenarios, runtime, customers, seed, title = scenarios.join(" and "), chapters = [] }: Recorded,
  path: string,
): Promise<Recorder> {
  const command = `scripts/lab open ${scenarios.join(" ")} --customers ${customers} --seed ${seed}`;
  const began = new Date().toISOString();
  const header = { version: RECORDING_VERSION, title, began, command, runtime, scenarios, seed, chapters };
  const recorder = await startRecorder(room, header, path).catch(throwUnwritable);
  return { stop: () => recorder.stop().catch(throwUnwritable) };
}

/**
 * To be called before a deployment is brought up for the recording: that takes a while, and would be in vain.
 *
 * @throws LabError if the file cannot be written.
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, "a");
    await file.close();
  } catch (error) {
    throwUnwritable(error as Error);
  }
}

function throwUnwritable({ message }: Error): never {
  throw new LabError("The recording cannot be written.", message);
}
