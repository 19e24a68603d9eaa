import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildReplay } from "./build-replay.ts";
import { readRecording } from "./read-recording.ts";
import { PACKAGE } from "./run-vite.ts";

/** A recording of the replay. `name`: in the address, and of its script in the folder `runs`. */
interface Run {
  readonly name: string;
  readonly title: string;
}

/**
 * Writes a page that plays these recordings into `folder`, which may hold other files. The page needs no server. Returns the page's path.
 *
 * @throws LabError if a recording cannot be read or the page cannot be built.
 */
export async function writeReplay(recordings: ReadonlyMap<string, string>, folder: string): Promise<string> {
  const runs: Run[] = [];
  await mkdir(join(folder, "runs"), { recursive: true });
  for (const [name, path] of recordings) {
    const { header, text } = await readRecording(path);
    runs.push({ name, title: header.title });
    const packed = gzipSync(text, { level: 9 }).toString("base64");
    await writeFile(join(folder, "runs", `${name}.js`), `recordedRun = "${packed}";\n`);
  }
  await buildReplay(folder);
  await copyFile(join(PACKAGE, "src", "page", "favicon.svg"), join(folder, "favicon.svg"));
  const page = join(folder, "index.html");
  await writeFile(page, pageOf(runs));
  return page;
}

const pageOf = (runs: readonly Run[]): string => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Replay · Sticky or shared</title>
  <link rel="icon" href="favicon.svg" type="image/svg+xml">
  <script type="application/json" id="runs">${JSON.stringify(runs).replaceAll("<", "\\u003c")}</script>
  <script defer src="replay.js"></script>
</head>
<body>
  <div id="page"></div>
  <noscript>This replay needs JavaScript.</noscript>
</body>
</html>
`;
