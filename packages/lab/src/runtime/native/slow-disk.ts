import { execa } from "execa";
import type { SlowDisk } from "../runtime.ts";
import { slowSyncs } from "../slow-syncs.ts";
import type { Launch } from "./launch.ts";

export async function straceUnavailable(): Promise<string | null> {
  const { exitCode } = await execa("strace", ["-V"], { reject: false });
  return exitCode === 0
    ? null
    : "a disk is made slow with strace, which is not on this machine (sudo apt-get install strace)";
}

/** The same program under strace. -D: strace is its child and not its parent, so that the pid is the program's. */
export function onSlowDisk(launch: Launch, disk: SlowDisk): Launch {
  return { ...launch, command: "strace", args: ["-D", ...slowSyncs(disk), launch.command, ...launch.args] };
}
