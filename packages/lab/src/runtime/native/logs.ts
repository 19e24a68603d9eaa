import { execa } from "execa";
import { logFile } from "./processes.ts";

/** Copies logs to standard output, each under its member's name; `follow` goes on until interrupted. */
export async function printLogs(members: readonly string[], follow: boolean): Promise<void> {
  const files = members.map(logFile);
  await execa("tail", ["-n", "100", ...(follow ? ["-F"] : []), ...files], {
    stdout: "inherit",
    reject: false,
  });
}
