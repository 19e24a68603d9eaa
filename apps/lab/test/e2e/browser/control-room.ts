import { join } from "node:path";
import { ROOT } from "@shop/lab/paths.ts";
import { execa } from "execa";

/** A control room that runs in a process of its own. `close` sends Ctrl-C and returns when the process has ended; rejects if it did not end well. */
export interface OpenControlRoom {
  readonly url: string;
  close(): Promise<void>;
}

/** Runs `scripts/lab open` as a user would; returns once it has printed its URL. */
export async function openControlRoom(args: string[], env: Record<string, string>): Promise<OpenControlRoom> {
  const lab = execa(join(ROOT, "scripts", "lab"), ["open", ...args], { env, reject: false });
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    lab.stdout.on("data", (chunk: Buffer) => {
      text += chunk;
      if (text.includes("Ctrl-C")) resolve(/http:\/\/\S+/.exec(text)?.[0] ?? "");
    });
    lab.then(({ stderr }) => reject(new Error(`The control room ended: ${stderr}`)));
  });
  return {
    url,
    close: async () => {
      lab.kill("SIGINT");
      const { exitCode, stderr } = await lab;
      if (exitCode !== 0) throw new Error(`The control room did not take its shops down: ${stderr}`);
    },
  };
}
