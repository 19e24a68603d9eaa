import which from "which";
import type { SlowDisk } from "../runtime.ts";
import { slowSyncs } from "../slow-syncs.ts";
import type { Launch } from "./launch-context.ts";

/** Why no disk can be slowed down here, as a clause; null where one can. */
export async function straceUnavailable(): Promise<string | null> {
  return (await which("strace", { nothrow: true }))
    ? null
    : "a disk is made slow with strace, which is not on this machine (sudo apt-get install strace)";
}

/** The same program under strace. With -D, strace is its child and not its parent, so that the pid is the program's. */
export function onSlowDisk(launch: Launch, disk: SlowDisk): Launch {
  return { ...launch, command: "strace", args: ["-D", ...slowSyncs(disk), launch.command, ...launch.args] };
}
