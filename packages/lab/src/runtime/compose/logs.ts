import { execa } from "execa";
import { linesOf } from "../lines-of.ts";
import { LOG_LINES } from "../runtime.ts";

/** What a container logged last, at most LOG_LINES lines. */
export async function containerLogs(id: string): Promise<string> {
  const args = ["logs", "--tail", `${LOG_LINES}`, id];
  return (await execa("docker", args, { all: true, reject: false })).all ?? "";
}

/** What a container logs from now on, line by line, until it ends or the signal aborts. */
export const containerLogLines = (id: string, signal: AbortSignal): AsyncIterable<string> =>
  linesOf("docker", ["logs", "--tail", "0", "--follow", id], signal);
