import { join } from "node:path";
import { ROOT } from "../../../paths.ts";
import type { Settings } from "../../runtime.ts";
import type { Launch, LaunchContext } from "../launch-context.ts";
import type { ServerPlan } from "../plan.ts";

/** How a redis-server starts: `options` and `env` are what it needs beyond its port and its data. */
export function redisLaunch(
  { name, port }: ServerPlan,
  { plan: { tools, settings }, folder }: LaunchContext,
  options: Record<string, string> = {},
  env: Record<string, string> = {},
): Launch {
  const [data, access] = [join(folder, name), redisAccess(folder)];
  const all = { port, bind: "127.0.0.1", dir: data, ...persistenceOptions(settings), ...options };
  return {
    command: "sh",
    args: [join(ROOT, "redis", "start.sh"), ...argumentsOf(all)],
    cwd: data,
    env: { REDIS_ACCESS: access, REDIS_SERVER: tools.redis.path, ...env },
    privateFolders: [data, access],
  };
}

/** Options of redis-server as its arguments. */
export const argumentsOf = (options: Record<string, string | number>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);

/** Where redis/start.sh leaves the password of the user "shop". */
export const redisPasswordFile = (folder: string) => join(redisAccess(folder), "password");

const redisAccess = (folder: string) => join(folder, "redis-access");

const persistenceOptions = ({ persistence = "always" }: Settings) =>
  persistence === "off" ? { appendonly: "no" } : { appendfsync: persistence };
