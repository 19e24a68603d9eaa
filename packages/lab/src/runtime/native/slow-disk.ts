import { execa } from "execa";
import { LabError } from "../../errors.ts";
import type { SlowDisk } from "../runtime.ts";
import type { Launch } from "./launch.ts";

/**
 * strace's arguments for a disk on which each sync takes longer: https://man7.org/linux/man-pages/man1/strace.1.html (Tampering).
 * It watches nothing else, so that all else is as fast as ever.
 */
export const slowSyncs = ({ sync }: SlowDisk): string[] => {
  const calls = "fsync,fdatasync";
  return [
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${calls}`,
    "-e",
    `inject=${calls}:delay_enter=${sync * 1000}`,
  ];
};

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
