import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNginxFiles } from "@shop/lab/runtime/native/nginx-files.ts";
import { findTools } from "@shop/lab/runtime/native/tools.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { waitUntil } from "@shop/lab/wait-until.ts";

/** An nginx on a free loopback port, with the repository's files. */
export interface NginxServer {
  readonly url: string;
  /** Of the master process. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * The header in which a client says its address, which nginx believes here: it limits what one address may ask for, and on loopback
 * all clients have the same one.
 */
export const ADDRESS_HEADER = "x-test-client-address";

/** Starts nginx, round-robin, in front of replicas on these loopback ports. Rejects when it does not answer. */
export async function startNginxServer(ports: readonly number[]): Promise<NginxServer> {
  const tools = await findTools(() => {});
  const prefix = await mkdtemp(join(tmpdir(), "nginx-"));
  const port = await freePort();
  const replicas = ports.map((port, i) => ({ name: `shop-${i + 1}`, port }));
  await writeNginxFiles(prefix, {
    tools,
    port,
    balancing: "round-robin",
    replicas,
    next: [],
    share: 0,
    generation: 1,
  });
  const believe = `set_real_ip_from 127.0.0.1;\nreal_ip_header ${ADDRESS_HEADER};\n`;
  await writeFile(join(prefix, "listen.conf"), `listen 127.0.0.1:${port};\n${believe}`);
  const user = process.getuid?.() === 0 ? ["-g", "user root;"] : [];
  const args = ["-p", `${prefix}/`, "-c", `${prefix}/nginx.conf`, "-e", "stderr", ...user];
  const nginx = spawn(tools.nginx.path, args, { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitUntil("nginx to answer", isUp, { seconds: 10 });
  return {
    url,
    pid: nginx.pid as number,
    stop: async () => {
      if (nginx.kill()) await once(nginx, "exit");
      await rm(prefix, { recursive: true });
    },
  };
}
