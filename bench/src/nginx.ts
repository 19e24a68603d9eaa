import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeNginxFiles } from "@shop/lab/runtime/native/nginx-files.ts";
import { findTools } from "@shop/lab/runtime/native/tools.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import { start } from "./processes.ts";

/** The header in which the load generator says which customer's address a request comes from: nginx limits each address. */
export const ADDRESS_HEADER = "x-bench-client-address";

/** Starts nginx with the repository's files, round-robin, in front of replicas on these ports. `pid` is its master process. */
export async function startNginx(ports: readonly number[]): Promise<{ url: string; pid: number }> {
  const tools = await findTools((line) => process.stderr.write(`${line}\n`));
  const prefix = await mkdtemp(join(tmpdir(), "bench-nginx-"));
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
  return { url: `http://127.0.0.1:${port}`, pid: start({ command: tools.nginx.path, args }) };
}
