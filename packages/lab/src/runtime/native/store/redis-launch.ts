import { join } from "node:path";
import { ROOT } from "../../../paths.ts";
import { redisOptions } from "../../store/redis-options.ts";
import type { Launch, LaunchContext } from "../launch-context.ts";
import type { ServerPlan } from "../plan.ts";

type Options = Readonly<Record<string, string | number>>;

/** The host by which servers that replace each other find each other. */
export const PEER_HOST = "localhost";

/** How a redis-server starts: `options` and `env` are what it needs beyond its port and its data. */
export function redisLaunch(
  { name, port }: ServerPlan,
  { plan: { tools, settings }, folder }: LaunchContext,
  options: Options = {},
  env: Record<string, string> = {},
): Launch {
  const [data, access] = [join(folder, name), redisAccess(folder)];
  const all = { port, bind: "127.0.0.1", dir: data, ...redisOptions(settings), ...options };
  return {
    command: "sh",
    args: [join(ROOT, "redis", "start.sh"), ...argumentsOf(all)],
    cwd: data,
    env: { REDIS_ACCESS: access, REDIS_SERVER: tools.redis.path, ...env },
    privateFolders: [data, access],
  };
}

/** The same for one of several servers that replace each other. */
export function peerLaunch(
  server: ServerPlan,
  context: LaunchContext,
  options: Options,
  env: Record<string, string>,
): Launch {
  const peers = peerAccess(context.folder);
  const launch = redisLaunch(server, context, options, { REDIS_PEERS: peers, ...env });
  return { ...launch, privateFolders: [...launch.privateFolders, peers] };
}

/** Options of redis-server as its arguments. */
export const argumentsOf = (options: Options): string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);

/** Where redis/start.sh leaves the password of the user "shop". */
export const redisPasswordFile = (folder: string) => join(redisAccess(folder), "password");
/** And that of servers that replace each other, and of their operator. */
export const peerPasswordFile = (folder: string) => join(peerAccess(folder), "password");

export const peerAccess = (folder: string) => join(folder, "redis-peers");
const redisAccess = (folder: string) => join(folder, "redis-access");
