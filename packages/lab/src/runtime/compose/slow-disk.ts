import { join } from "node:path";
import { composeVariable } from "../../env-file.ts";
import { waitUntil } from "../../wait-until.ts";
import type { SlowDisk } from "../runtime.ts";
import { slowSyncs } from "../slow-syncs.ts";
import { docker } from "./docker.ts";

const IMAGE = "sticky-or-shared-slow-disk";

/** Attaches strace to the Redis in a container, from another container, which ends with that Redis. */
export async function slowDown(container: string, disk: SlowDisk): Promise<void> {
  const file = join(import.meta.dirname, "slow-disk.Dockerfile");
  const base = ["--build-arg", `NODE_IMAGE=${composeVariable("NODE_IMAGE")}`];
  await docker(["build", "--quiet", "--tag", IMAGE, ...base, "--file", file, import.meta.dirname]);
  const attach = `exec strace ${slowSyncs(disk).join(" ")} -p "$(pgrep -o -f 'redis-server|valkey-server')"`;
  const beside = ["--pid", `container:${container}`, "--cap-add", "SYS_PTRACE", "--network", "none"];
  const tracer = (await docker(["run", "--detach", "--rm", ...beside, IMAGE, "sh", "-c", attach])).trim();
  // the tracer's pid shows in every thread of what it traces
  const isTraced = async () =>
    (await docker(["exec", container, "sh", "-c", "grep -L 'TracerPid:.0$' /proc/[0-9]*/status"])).trim() !==
    "";
  await waitUntil("strace to attach to Redis", isTraced, { seconds: 10, hint: `docker logs ${tracer}` });
}
