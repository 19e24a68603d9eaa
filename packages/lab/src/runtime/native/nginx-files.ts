import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { ROOT } from "../../paths.ts";
import { generationLocation } from "../generation.ts";
import { weightsOf } from "../release.ts";
import type { NativePlan, ReplicaPlan } from "./plan.ts";
import { hasSticky } from "./tools.ts";

interface Server extends ReplicaPlan {
  /** Parameters of nginx's `server` that give it its share of requests. */
  readonly weight: string;
}

/** The files of nginx/ that nginx.conf includes as they are. */
const SHARED = [
  "limits.conf",
  "no-retry.conf",
  "page-headers.conf",
  "refusal-pages.conf",
  "unavailable-page.conf",
];

/** Writes into nginx's prefix what it reads: the repository's own files, and in place of the two in nginx/compose/ others. */
export async function writeNginxFiles(prefix: string, plan: NativePlan): Promise<void> {
  const servers = serversOf(plan);
  const needsSubstitute = plan.balancing === "cookie" && !hasSticky(plan.tools.nginx);
  await mkdir(prefix, { recursive: true });
  const write = (name: string, text: string) => writeFile(join(prefix, name), text);
  for (const file of SHARED) await copyFile(join(ROOT, "nginx", file), join(prefix, file));
  await write("listen.conf", `listen 127.0.0.1:${plan.port};\n${generationLocation(`${plan.generation}`)}`);
  await write("replicas.conf", servers.map((server) => line(server)).join(""));
  await write("nginx.conf", await nginxConf(needsSubstitute));
  await write(
    "balancing.conf",
    needsSubstitute
      ? stickyCookieSubstitute(servers)
      : await readFile(join(ROOT, "nginx", "balancing", `${plan.balancing}.conf`), "utf8"),
  );
}

function serversOf({ replicas, next, share }: NativePlan): Server[] {
  const weights = weightsOf({ replicas: next.length, share }, replicas.length);
  const weighted = (side: readonly ReplicaPlan[], weight: string) =>
    side.map((replica) => ({ ...replica, weight }));
  return next.length === 0
    ? weighted(replicas, "")
    : [...weighted(replicas, weights.current), ...weighted(next, weights.next)];
}

// max_fails=0: a dead process refuses at once, so avoiding it saves nothing, and a restarted one serves at once
const line = ({ port, weight }: Server, more = "") =>
  `server 127.0.0.1:${port} max_fails=0${weight}${more};\n`;

async function nginxConf(needsSubstitute: boolean): Promise<string> {
  const conf = await readFile(join(ROOT, "nginx", "nginx.conf"), "utf8");
  if (!needsSubstitute) return conf;
  const pass = "proxy_pass http://shop;";
  if (!conf.includes(pass))
    throw new LabError(`nginx/nginx.conf no longer says "${pass}", which this nginx needs changed.`);
  return conf.replaceAll(pass, "proxy_pass http://$shop;");
}

/**
 * Does what `sticky cookie` does, for an nginx older than 1.29.6: the cookie names a replica; the request goes there, or to another
 * one while that is dead, and from then on the cookie names the one that answered.
 */
function stickyCookieSubstitute(servers: readonly Server[]): string {
  const pinned = ({ name }: Server) => `pinned-${name}`;
  const pools = servers.map((own) => {
    const others = servers.filter((other) => other !== own);
    return `upstream ${pinned(own)} {\n${line(own)}${others.map((other) => line(other, " backup")).join("")}}\n`;
  });
  return `# sticky cookie, for an nginx without it
upstream shop {
  zone shop 256k;
  include replicas.conf;
}
${pools.join("")}
map $cookie_affinity $shop {
  default shop;
${servers.map((server) => `  ${server.name} ${pinned(server)};\n`).join("")}}
# the last address asked is the one that answered
map $upstream_addr $answered {
  default "";
${servers.map(({ name, port }) => `  "~127\\.0\\.0\\.1:${port}$" ${name};\n`).join("")}}
map "$cookie_affinity/$answered" $affinity {
  default "affinity=$answered; path=/; httponly; samesite=lax";
  ~^(.*)/\\1$ "";
  ~/$ "";
}
add_header Set-Cookie $affinity always;
`;
}
