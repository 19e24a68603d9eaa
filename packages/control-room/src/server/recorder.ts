import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Frame, RecordingHeader } from "../wire/recording.ts";
import type { ControlRoom } from "./control-room.ts";

/** Writes a recording: what a page gets, as it happens. */
export interface Recorder {
  /** Ends the recording; returns when the file is complete. Rejects if it could not be written. */
  stop(): Promise<void>;
}

/**
 * Records what happens from now on as JSON lines, compressed if the file's name ends in `.gz`.
 *
 * @throws Error if the file cannot be written.
 */
export async function startRecorder(
  room: ControlRoom,
  header: RecordingHeader,
  path: string,
): Promise<Recorder> {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  await once(file, "open");
  const lines = path.endsWith(".gz") ? createGzip({ level: 9 }) : new PassThrough();
  const written = pipeline(lines, file);
  // a full disk must not end the control room: `stop` reports it
  written.catch(() => {});
  const began = performance.now();
  const write = (line: RecordingHeader | Frame) => lines.write(`${JSON.stringify(line)}\n`);
  const at = () => Math.round(performance.now() - began);
  write(header);
  write({ at: 0, snapshot: room.snapshot() });
  const unsubscribe = room.subscribe((update) => write({ at: at(), update }));
  return {
    async stop() {
      unsubscribe();
      lines.end();
      await written;
    },
  };
}
