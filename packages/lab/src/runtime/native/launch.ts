import { join } from "node:path";
import { ROOT } from "../../paths.ts";
import { SCENARIOS } from "../../scenarios.ts";
import { redisWait } from "../store/redis-options.ts";
import type { Launch, LaunchContext } from "./launch-context.ts";
import { allReplicas, type ReplicaPlan } from "./plan.ts";
import { redisPasswordFile } from "./store/redis-launch.ts";
import { storeOf } from "./store/store-of.ts";

/** How a member of the plan is started, by its name. */
export function launchOf(member: string, context: LaunchContext): Launch {
  const { plan, folder } = context;
  if (plan.balancers.some(({ name }) => name === member)) return nginx(member, context);
  const server = plan.servers.find(({ name }) => name === member);
  return server ? storeOf(plan, folder).launch(server, context) : replica(member, context);
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
      ...(plan.servers.length > 0 && {
        REDIS_URL: storeOf(plan, folder).url,
        REDIS_PASSWORD_FILE: redisPasswordFile(folder),
        REDIS_WAIT: redisWait(plan.settings),
      }),
    },
    privateFolders: [],
  };
}

function nginx(name: string, { plan: { tools, user }, folder }: LaunchContext): Launch {
  const prefix = join(folder, name);
  // as root, nginx would run its workers as a user that it was compiled with
  const directives = user === null && process.getuid?.() === 0 ? ["-g", "user root;"] : [];
  const args = ["-p", `${prefix}/`, "-c", `${prefix}/nginx.conf`, "-e", "stderr", ...directives];
  return { command: tools.nginx.path, args, cwd: prefix, env: {}, privateFolders: [prefix] };
}
