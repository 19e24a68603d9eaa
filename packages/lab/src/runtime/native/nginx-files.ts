import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { ROOT } from "../../paths.ts";
import type { Balancing } from "../../scenarios.ts";

/** Where nginx tells how many times its files were written, so that a reload can be waited for. */
export const GENERATION_PATH = "/.lab/generation";

export interface NginxPlan {
  readonly port: number;
  readonly balancing: Balancing;
  readonly hasSticky: boolean;
  readonly replicas: readonly { readonly name: string; readonly port: number }[];
  readonly generation: number;
}

/** Lays out in nginx's prefix what it reads: the repository's own files, and here the two that compose keeps in nginx/compose/. */
export async function writeNginxFiles(prefix: string, plan: NginxPlan): Promise<void> {
  await mkdir(prefix, { recursive: true });
  const write = (name: string, text: string) => writeFile(join(prefix, name), text);
  for (const file of ["unavailable.conf", "refused.conf"])
    await copyFile(join(ROOT, "nginx", file), join(prefix, file));
  await write(
    "listen.conf",
    `listen 127.0.0.1:${plan.port};\nlocation = ${GENERATION_PATH} { access_log off; return 200 "${plan.generation}"; }\n`,
  );
  await write("replicas.conf", plan.replicas.map(({ port }) => server(port)).join(""));
  await write("nginx.conf", await nginxConf(plan));
  await write("balancing.conf", await balancingConf(plan));
}

// max_fails=0: a dead process refuses at once, so nothing is saved by avoiding it, and a restarted one serves at once
const server = (port: number, more = "") => `server 127.0.0.1:${port} max_fails=0${more};\n`;

const needsSubstitute = ({ balancing, hasSticky }: NginxPlan) => balancing === "cookie" && !hasSticky;

async function balancingConf(plan: NginxPlan): Promise<string> {
  if (needsSubstitute(plan)) return stickyCookieSubstitute(plan);
  return readFile(join(ROOT, "nginx", "balancing", `${plan.balancing}.conf`), "utf8");
}

async function nginxConf(plan: NginxPlan): Promise<string> {
  const conf = await readFile(join(ROOT, "nginx", "nginx.conf"), "utf8");
  if (!needsSubstitute(plan)) return conf;
  const pass = "proxy_pass http://shop;";
  if (!conf.includes(pass))
    throw new LabError(`nginx/nginx.conf no longer says "${pass}", which this nginx needs changed.`);
  return conf.replaceAll(pass, "proxy_pass http://$shop;");
}

/**
 * What `sticky cookie` does, for an nginx older than 1.29.6: the cookie names a replica; the request goes there, or to another
 * one while that is dead, and whoever answered is named in the cookie from then on.
 */
function stickyCookieSubstitute({ replicas }: NginxPlan): string {
  const pinned = ({ name }: { name: string }) => `pinned-${name}`;
  const pools = replicas.map((own) => {
    const others = replicas.filter((other) => other !== own);
    return `upstream ${pinned(own)} {\n${server(own.port)}${others.map(({ port }) => server(port, " backup")).join("")}}\n`;
  });
  return `# sticky cookie, for an nginx that has none of its own
upstream shop {
  zone shop 256k;
  include replicas.conf;
}
${pools.join("")}
map $cookie_affinity $shop {
  default shop;
${replicas.map((replica) => `  ${replica.name} ${pinned(replica)};\n`).join("")}}
# the last address asked is the one that answered
map $upstream_addr $answered {
  default "";
${replicas.map(({ name, port }) => `  "~127\\.0\\.0\\.1:${port}$" ${name};\n`).join("")}}
map "$cookie_affinity/$answered" $affinity {
  default "affinity=$answered; path=/; httponly; samesite=lax";
  ~^(.*)/\\1$ "";
  ~/$ "";
}
add_header Set-Cookie $affinity always;
`;
}
