import { join } from "node:path";
import { ROOT } from "../../paths.ts";
import { SCENARIOS } from "../../scenarios.ts";
import type { Settings } from "../runtime.ts";
import { allReplicas, type NativePlan, type ReplicaPlan, usesRedis } from "./plan.ts";
import type { Tools } from "./tools.ts";

/** A program, as it is started. */
export interface Launch {
  readonly command: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

export interface LaunchContext {
  readonly plan: NativePlan;
  readonly tools: Tools;
  /** The deployment's folder, and nginx's prefix in it. */
  readonly folder: string;
  readonly prefix: string;
}

/** How a member of the plan is started: nginx, redis or one of the replicas. */
export function launchOf(member: string, context: LaunchContext): Launch {
  if (member === "nginx") return nginx(context);
  return member === "redis" ? redis(context) : replica(member, context);
}

function replica(name: string, { plan }: LaunchContext): Launch {
  const { port } = allReplicas(plan).find((candidate) => candidate.name === name) as ReplicaPlan;
  const { cart, sessionIdle } = plan.settings;
  const app = cart ? `shop-cart-${cart}` : `shop-${SCENARIOS[plan.scenario].state}`;
  return {
    command: process.execPath,
    args: ["main.ts"],
    cwd: join(ROOT, "apps", app),
    env: {
      // as production it would refuse the demo's accounts
      NODE_ENV: "development",
      REPLICA: name,
      HOST: "127.0.0.1",
      PORT: `${port}`,
      SESSION_SECRET: plan.secret,
      ...(sessionIdle && { SESSION_IDLE: `${sessionIdle}` }),
      ...(usesRedis(plan) && { REDIS_URL: `redis://127.0.0.1:${plan.redisPort}` }),
    },
  };
}

function nginx({ tools, prefix }: LaunchContext): Launch {
  // as root, nginx's workers would be somebody who may not enter the repository
  const directives = process.getuid?.() === 0 ? ["-g", "user root;"] : [];
  const args = ["-p", `${prefix}/`, "-c", `${prefix}/nginx.conf`, "-e", "stderr", ...directives];
  return { command: tools.nginx, args, cwd: prefix, env: {} };
}

function redis({ plan: { redisPort, settings }, tools, folder }: LaunchContext): Launch {
  const options = {
    port: redisPort,
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    ...persistenceOptions(settings),
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  return { command: tools.redis, args, cwd: folder, env: {} };
}

const persistenceOptions = ({ persistence = "everysec" }: Settings) =>
  persistence === "off" ? { appendonly: "no" } : { appendonly: "yes", appendfsync: persistence };
