import { parseRecording, type Recording } from "../../wire/recording.ts";

declare global {
  /** The compressed text of a recording in base64, set by a script in the folder `runs`. */
  var recordedRun: string | undefined;
}

/** Loads a recording. It comes as a script, because browsers let a page that was opened from a file read nothing else. */
export async function loadRun(name: string): Promise<Recording> {
  const script = document.createElement("script");
  script.src = `runs/${encodeURIComponent(name)}.js`;
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
  });
  document.head.append(script);
  await loaded;
  return parseRecording(await unpack(globalThis.recordedRun ?? ""));
}

function unpack(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
