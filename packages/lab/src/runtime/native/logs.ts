import { execa } from "execa";

/** Copies log files to standard output, each under its name; `follow` goes on until interrupted. */
export async function printLogs(files: readonly string[], follow: boolean): Promise<void> {
  await execa("tail", ["-n", "100", ...(follow ? ["-F"] : []), ...files], {
    stdout: "inherit",
    reject: false,
  });
}
