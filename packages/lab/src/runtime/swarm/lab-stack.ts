import { join } from "node:path";
import { composeVariable } from "../../env-file.ts";
import { LAB_PROJECT } from "../compose/names.ts";
import type { Settings } from "../runtime.ts";
import { redisOptions } from "../store/redis-options.ts";
import type { SwarmPlan } from "./plan.ts";
import { nameByContent, readStack, STACK_FILE, type Stack, type StackService } from "./stack-file.ts";

/** Secrets of a deployment, as files in its folder. */
export const SECRETS = ["session-secret", "redis-password"] as const;

/** Compose labels images that it builds, and takes containers of them for its own. */
const NOT_OF_COMPOSE = { "com.docker.compose.project": "", "com.docker.compose.service": "" };

const READ_FROM_FOLDER = ["listen", "replicas", "balancing"];
const ONLY_FOR_TLS = ["proxies"];

/**
 * docker-stack.yml as the lab needs it. Each replica is a service of its own: Swarm decides by itself which of a service's tasks it
 * removes, and starts none of them alone. A member that ended stays as it is until the lab starts it. Docker checks no replica's
 * health, because the lab asks them itself, and logs in its usual format, in which every line is to be had at once. Everything runs on this machine, which has the images.
 */
export async function labStack(name: string, plan: SwarmPlan, options: { nginx: boolean }): Promise<Stack> {
  const base = (await readStack(STACK_FILE)) as Stack;
  const hasRedis = plan.state === "redis";
  const services = {
    ...replicas("shop", plan.replicas, base, plan),
    ...replicas("next", plan.next, base, plan),
    ...(hasRedis && { redis: redis(base, plan) }),
    ...(options.nginx && { nginx: nginx(base, plan) }),
  };
  const { shop, store } = base.networks;
  const secrets = Object.fromEntries(
    SECRETS.map((secret) => [secret, { file: join(plan.folder, "secrets", secret) }]),
  );
  return {
    ...base,
    services,
    networks: hasRedis ? { shop, store } : { shop },
    // browsers would send nginx's cookie over TLS only
    configs: await nameByContent(name, { ...base.configs, affinity: { file: "nginx/affinity.conf" } }),
    secrets: await nameByContent(name, secrets),
  };
}

function replicas(kind: "shop" | "next", count: number, base: Stack, plan: SwarmPlan) {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return Object.fromEntries(
    numbers.map((number) => [`${kind}-${number}`, replica(kind, number, base, plan)]),
  );
}

function replica(kind: "shop" | "next", number: number, { services }: Stack, plan: SwarmPlan): StackService {
  const { env_file: _, logging: _l, secrets, environment, ...shop } = services.shop as StackService;
  const { REDIS_URL, REDIS_PASSWORD_FILE, SESSION_SECRET_FILE } = environment as Record<string, string>;
  const hasRedis = plan.state === "redis";
  const ofSession = (secrets as { source: string }[]).filter(({ source }) => source === "session-secret");
  return {
    ...shop,
    image: imageOf(plan),
    labels: NOT_OF_COMPOSE,
    environment: {
      NODE_ENV: "development",
      REPLICA: `${kind}-${number}`,
      SECURE_COOKIES: "false",
      SESSION_SECRET_FILE,
      ...(plan.settings.sessionIdle && { SESSION_IDLE: `${plan.settings.sessionIdle}` }),
      ...(hasRedis && { REDIS_URL, REDIS_PASSWORD_FILE }),
    },
    secrets: hasRedis ? secrets : ofSession,
    networks: { shop: { aliases: [kind] }, ...(hasRedis && { store: {} }) },
    healthcheck: { disable: true },
    deploy: deploy(plan),
  };
}

function redis({ services }: Stack, plan: SwarmPlan): StackService {
  const { logging: _, command, ...redis } = services.redis as StackService & { command: string[] };
  return {
    ...redis,
    image: composeVariable("REDIS_IMAGE"),
    command: [...command, ...persistence(plan.settings)],
    healthcheck: { ...(redis.healthcheck as object), interval: "1s" },
    deploy: deploy(plan),
  };
}

function nginx({ services }: Stack, plan: SwarmPlan): StackService {
  const {
    secrets: _,
    configs,
    volumes,
    ...nginx
  } = services.nginx as StackService & {
    configs: { source: string; target: string }[];
    volumes: unknown[];
  };
  const fromFolder = configs.filter(({ source }) => READ_FROM_FOLDER.includes(source));
  const others = configs.filter(({ source }) => ![...READ_FROM_FOLDER, ...ONLY_FOR_TLS].includes(source));
  const mount = ({ source, target }: { source: string; target: string }) => ({
    type: "bind",
    source: join(plan.folder, `${source}.conf`),
    target,
    read_only: true,
  });
  return {
    ...nginx,
    image: composeVariable("NGINX_IMAGE"),
    ports: [{ target: 8080, published: plan.port, mode: "host" }],
    configs: others,
    volumes: [...volumes, ...fromFolder.map(mount)],
    healthcheck: { disable: true },
    deploy: deploy(plan),
  };
}

const deploy = ({ node }: SwarmPlan) => ({
  replicas: 1,
  endpoint_mode: "dnsrr",
  placement: { constraints: [`node.id == ${node}`] },
  restart_policy: { condition: "none" },
  update_config: { order: "stop-first", failure_action: "continue" },
  resources: { limits: { memory: "256M" } },
});

const persistence = (settings: Settings): string[] => {
  const { appendonly, appendfsync } = redisOptions(settings);
  return ["--appendonly", appendonly, "--appendfsync", appendfsync];
};

/** As packages/lab/src/runtime/compose/compose.lab.yml names it. */
const imageOf = ({ state, settings: { cart } }: SwarmPlan): string =>
  `${LAB_PROJECT}-${cart ? `shop-cart-${cart}` : `shop-${state}`}`;
