import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { ROOT } from "../../paths.ts";
import { generationLocation } from "../generation.ts";
import { weightsOf } from "../release.ts";
import type { NativePlan, ReplicaPlan } from "./plan.ts";
import { hasSticky } from "./tools.ts";

/** What nginx must know of a deployment. */
export type NginxPlan = Pick<
  NativePlan,
  "tools" | "balancing" | "replicas" | "next" | "share" | "generation"
> & { readonly port: number };

interface Server extends ReplicaPlan {
  /** Parameters of nginx's `server` that give it its share of requests. */
  readonly weight: string;
}

/** The files of nginx/ that nginx.conf includes as they are. */
const SHARED = [
  "affinity.conf",
  "limits.conf",
  "no-retry.conf",
  "page-headers.conf",
  "refusal-pages.conf",
  "unavailable-page.conf",
];

/** Writes into nginx's prefix what it reads: the repository's own files, and in place of the two in nginx/compose/ others. */
export async function writeNginxFiles(prefix: string, plan: NginxPlan): Promise<void> {
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
    await readFile(
      join(ROOT, "nginx", "balancing", `${needsSubstitute ? "round-robin" : plan.balancing}.conf`),
      "utf8",
    ),
  );
  if (needsSubstitute) await write("sticky-cookie.conf", stickyCookieSubstitute(servers));
}

function serversOf({ replicas, next, share }: NginxPlan): Server[] {
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
  const changes = {
    "proxy_pass http://shop;": "proxy_pass http://$shop;",
    "proxy_pass http://shop_fresh;": "proxy_pass http://$shop_fresh;",
    "upstream shop {": "include sticky-cookie.conf;\n  upstream shop {",
  };
  return Object.entries(changes).reduce((changed, [text, replacement]) => {
    if (!conf.includes(text))
      throw new LabError(`nginx/nginx.conf no longer says "${text}", which this nginx needs changed.`);
    return changed.replaceAll(text, () => replacement);
  }, conf);
}

/**
 * Does what `sticky cookie` does, for an nginx older than 1.29.6: the cookie names a replica; the request goes there, or to another
 * one while that is dead, and from then on the cookie names the one that answered.
 */
function stickyCookieSubstitute(servers: readonly Server[]): string {
  const pools = ["shop", "shop_fresh"].map((upstream) => {
    const pinned = ({ name }: Server) => `${upstream}_pinned_to_${name}`;
    const pool = (own: Server) => {
      const others = servers.filter((other) => other !== own).map((other) => line(other, " backup"));
      return `upstream ${pinned(own)} {\n${line(own)}${others.join("")}${upstream === "shop" ? "keepalive 64;\n" : ""}}\n`;
    };
    return `${servers.map(pool).join("")}
map $cookie_affinity $${upstream} {
  default ${upstream};
${servers.map((server) => `  ${server.name} ${pinned(server)};\n`).join("")}}
`;
  });
  return `# sticky cookie, for an nginx without it
${pools.join("")}
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
