import { execa } from "execa";
import { LabError } from "../../errors.ts";
import type { SlowDisk } from "../runtime.ts";
import { slowSyncs } from "../slow-syncs.ts";
import type { Launch } from "./launch.ts";

/** The same program under strace. -D: strace is its child and not its parent, so that the pid is the program's. */
export async function onSlowDisk(launch: Launch, disk: SlowDisk): Promise<Launch> {
  const { exitCode } = await execa("strace", ["-V"], { reject: false });
  if (exitCode !== 0)
    throw new LabError(
      "A slow disk is made with strace, and there is none here.",
      "sudo apt-get install strace",
    );
  return { ...launch, command: "strace", args: ["-D", ...slowSyncs(disk), launch.command, ...launch.args] };
}
