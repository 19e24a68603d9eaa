import { docker } from "../compose/docker.ts";
import { NginxFiles } from "../compose/nginx-files.ts";
import { untilLoaded } from "../generation.ts";
import { gatewayAddress } from "./bridge.ts";

/** Swarm publishes ports on all addresses of this machine, but the lab's shop is for this machine only. */
export async function nginxFilesIn(folder: string): Promise<NginxFiles> {
  const onlyFromHere = `if ($realip_remote_addr != "${await gatewayAddress()}") { return 444; }\n`;
  return new NginxFiles(folder, onlyFromHere);
}

/** An nginx that runs: its container, the folder of its files, its port, and what to do where it does not load them. */
interface RunningNginx {
  readonly container: string;
  readonly folder: string;
  readonly port: number;
  readonly hint: string;
}

/** Changes files of a running nginx. Returns when nginx has loaded them. */
export async function changeNginx(
  { container, folder, port, hint }: RunningNginx,
  change: (files: NginxFiles) => Promise<string>,
): Promise<void> {
  const generation = await change(await nginxFilesIn(folder));
  await docker(["kill", "--signal", "HUP", container]);
  await untilLoaded(port, generation, hint);
}
