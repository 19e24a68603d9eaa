import { parseRecording, type Recording } from "../../wire/recording.ts";

declare global {
  /** The compressed text of a recording in base64, set by a script in the folder `runs`. */
  var recordedRun: string | undefined;
}

/**
 * Loads a recording. It comes as a script, because browsers let a page that was opened from a file read nothing else.
 *
 * @throws Error that says what is wrong with it.
 */
export async function loadRun(name: string): Promise<Recording> {
  const file = `runs/${encodeURIComponent(name)}.js`;
  await loadScript(file);
  const text = await unpack(globalThis.recordedRun ?? "").catch(() => {
    throw new Error(`The file ${file} is damaged.`);
  });
  return parseRecording(text);
}

function loadScript(file: string): Promise<void> {
  const script = document.createElement("script");
  script.src = file;
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`The file ${file} could not be loaded.`)));
    document.head.append(script);
  });
}

async function unpack(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
