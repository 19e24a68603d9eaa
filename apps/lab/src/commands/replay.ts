import { basename } from "node:path";
import { writeReplay } from "@shop/control-room/server/write-replay.ts";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import { print, say } from "../output.ts";

export async function replay(paths: string[], { out, json }: { out: string; json?: boolean }): Promise<void> {
  const recordings = new Map<string, string>();
  for (const path of paths) {
    const name = basename(path).replace(/\.jsonl(\.gz)?$/, "");
    if (recordings.has(name))
      throw new LabError(`Two recordings are called ${name}.`, "Rename one of the files.", EXIT.usage);
    recordings.set(name, path);
  }
  say("building the replay's page");
  const page = await writeReplay(recordings, out);
  print(
    json,
    { page, runs: [...recordings.keys()] },
    `The replay: ${page}\nOpen the file in a browser, or put the folder on any web server.`,
  );
}
