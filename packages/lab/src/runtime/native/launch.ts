import { join } from "node:path";
import { ROOT } from "../../paths.ts";
import { SCENARIOS } from "../../scenarios.ts";
import type { Settings } from "../runtime.ts";
import { allReplicas, type NativePlan, type ReplicaPlan, usesRedis } from "./plan.ts";

/** How a program is started. */
export interface Launch {
  readonly command: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Folders that it writes into and no other user may read. */
  readonly privateFolders: readonly string[];
}

interface LaunchContext {
  readonly plan: NativePlan;
  /** The deployment's folder, and nginx's prefix in it. */
  readonly folder: string;
  readonly prefix: string;
}

/** How a member of the plan is started, by its name. */
export function launchOf(member: string, context: LaunchContext): Launch {
  if (member === "nginx") return nginx(context);
  return member === "redis" ? redis(context) : replica(member, context);
}

function replica(name: string, { plan, folder }: LaunchContext): Launch {
  const { port } = allReplicas(plan).find((candidate) => candidate.name === name) as ReplicaPlan;
  const { cart, sessionIdle } = plan.settings;
  const app = cart ? `shop-cart-${cart}` : `shop-${SCENARIOS[plan.scenario].state}`;
  return {
    command: process.execPath,
    args: ["main.ts"],
    cwd: join(ROOT, "apps", app),
    env: {
      // in production the shop refuses the demo's accounts
      NODE_ENV: "development",
      REPLICA: name,
      HOST: "127.0.0.1",
      PORT: `${port}`,
      SESSION_SECRET: plan.secret,
      ...(sessionIdle && { SESSION_IDLE: `${sessionIdle}` }),
      ...(usesRedis(plan) && {
        REDIS_URL: `redis://shop@127.0.0.1:${plan.redisPort}`,
        REDIS_PASSWORD_FILE: redisPasswordFile(folder),
      }),
    },
    privateFolders: [],
  };
}

function nginx({ plan: { tools, user }, prefix }: LaunchContext): Launch {
  // as root, nginx would run its workers as a user that it was compiled with
  const directives = user === null && process.getuid?.() === 0 ? ["-g", "user root;"] : [];
  const args = ["-p", `${prefix}/`, "-c", `${prefix}/nginx.conf`, "-e", "stderr", ...directives];
  return { command: tools.nginx.path, args, cwd: prefix, env: {}, privateFolders: [prefix] };
}

function redis({ plan: { tools, redisPort, settings }, folder }: LaunchContext): Launch {
  const [data, access] = [join(folder, "redis"), redisAccess(folder)];
  const options = { port: redisPort, bind: "127.0.0.1", dir: data, ...persistenceOptions(settings) };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  return {
    command: "sh",
    args: [join(ROOT, "redis", "start.sh"), ...args],
    cwd: data,
    env: { REDIS_ACCESS: access, REDIS_SERVER: tools.redis.path },
    privateFolders: [data, access],
  };
}

const redisAccess = (folder: string) => join(folder, "redis-access");

/** Where redis/start.sh leaves the password of the user "shop". */
export const redisPasswordFile = (folder: string) => join(redisAccess(folder), "password");

const persistenceOptions = ({ persistence = "always" }: Settings) =>
  persistence === "off" ? { appendonly: "no" } : { appendfsync: persistence };
