import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import { parseRecording, type Recording } from "../wire/recording.ts";

/** A recording, and the text of its file. */
export interface RecordingFile extends Recording {
  readonly text: string;
}

/**
 * Reads a recording from its file.
 *
 * @throws LabError that says what is wrong with it.
 */
export async function readRecording(path: string): Promise<RecordingFile> {
  try {
    const bytes = await readFile(path);
    const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
    return { text, ...parseRecording(text) };
  } catch (error) {
    throw new LabError(`${path} cannot be replayed.`, (error as Error).message, EXIT.usage);
  }
}
