import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import type { ScenarioName } from "@shop/lab/scenarios.ts";
import type { Snapshot, Update } from "./live.ts";

/** Grows when a page could no longer show the recordings made before. */
export const RECORDING_VERSION = 1;

/** What a viewer should see from a moment on. */
export interface Chapter {
  /** Milliseconds from the beginning of the recording. */
  readonly at: number;
  readonly title: string;
  readonly text: string;
}

/** How a recording was made. The first line of its file. */
export interface RecordingHeader {
  readonly version: number;
  readonly title: string;
  /** ISO 8601. */
  readonly began: string;
  /** The command that shows the same live. */
  readonly command: string;
  readonly runtime: RuntimeName;
  readonly scenarios: readonly ScenarioName[];
  readonly seed: number;
  /** In the order of their times. */
  readonly chapters: readonly Chapter[];
}

/** What a page gets, and when: in a recording, milliseconds from its beginning. Each further line of the file; the first is a snapshot. */
export type Frame = { readonly at: number } & (
  | { readonly snapshot: Snapshot }
  | { readonly update: Update; readonly snapshot?: undefined }
);

/** A recording that was read. */
export interface Recording {
  readonly header: RecordingHeader;
  readonly frames: readonly Frame[];
}

/**
 * Reads the text of a recording's file.
 *
 * @throws Error that says what is wrong with it.
 */
export function parseRecording(text: string): Recording {
  const [header, first, ...rest] = text.split("\n").filter(Boolean).map(parseLine);
  const { version } = (header ?? {}) as Partial<RecordingHeader>;
  if (version === undefined) throw new Error("It does not begin like a recording.");
  if (version !== RECORDING_VERSION)
    throw new Error(`It has version ${version} of the format, and only ${RECORDING_VERSION} can be shown.`);
  if (!(first as Partial<Frame> | undefined)?.snapshot) throw new Error("It holds nothing to show.");
  return { header: header as RecordingHeader, frames: [first, ...rest] as Frame[] };
}

function parseLine(line: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`Line ${index + 1} is not JSON. Was the file cut off?`);
  }
}
