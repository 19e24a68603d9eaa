import { join } from "node:path";
import { SCENARIOS, type Scenario } from "../../scenarios.ts";
import { freePort } from "../port.ts";
import type { Say, Settings, UpRequest } from "../runtime.ts";
import { serverStages } from "../server-names.ts";
import { redisOptions, redisWait } from "../store/redis-options.ts";
import { NginxFiles } from "./nginx-files.ts";
import type { Project } from "./project.ts";
import { backendOf, profileOf, serviceIn } from "./services.ts";

/** Images that this process has built: sources do not change while it runs. */
const BUILT = new Set<string>();

/** Starts all members of a scenario. Returns the ports of its nginx when all are ready. */
export async function bringUp(
  project: Project,
  { scenario, balancing, replicas, port, settings = {} }: UpRequest,
  say: Say,
): Promise<number[]> {
  const { state } = SCENARIOS[scenario];
  const second = settings.balancers ? await freePort() : null;
  const environment = {
    PORT: `${port}`,
    LAB_NGINX: project.folder,
    ...(second && { LAB_SECOND_PORT: `${second}` }),
    ...variables(settings),
  };
  const [shop, profile] = [`shop-${backendOf(state, settings.store)}`, profileOf(scenario, settings.store)];
  await new NginxFiles(project.folder).begin(balancing);
  if (second) await new NginxFiles(join(project.folder, "nginx-2")).begin(balancing);
  await build(project, state, settings, environment, say);
  const up = ["--profile", profile, "up", "--detach", "--no-build"];
  if (state === "redis") await startServers(project, up, settings, environment, say);
  say(`starting ${replicas} replicas (state: ${state})`);
  await project.compose([...up, "--no-deps", "--scale", `${shop}=${replicas}`, shop], environment);
  await project.untilReady();
  // last, because nginx avoids for a while a replica that refused a request
  say(`starting nginx (balancing: ${balancing})`);
  const nginx = [`nginx-${profile}`, ...(second ? [`nginx-2-${state}`] : [])];
  await project.compose([...up, "--no-deps", ...nginx], environment);
  await project.untilReady();
  return second ? [port, second] : [port];
}

/** Starts Redis servers in stages. Docker checks too rarely here for Compose to do it. */
async function startServers(
  project: Project,
  up: readonly string[],
  settings: Settings,
  environment: Record<string, string>,
  say: Say,
): Promise<void> {
  for (const names of serverStages(settings)) {
    say(`starting ${names.join(", ")}`);
    await project.compose([...up, "--no-deps", ...names.map(serviceIn(settings.store))], environment);
    await project.untilReady();
  }
}

/** Builds the image of the shop with this state, unless this process has done so. */
export async function build(
  project: Project,
  state: Scenario["state"],
  { cart }: Settings,
  environment: Record<string, string>,
  say: Say,
): Promise<void> {
  const image = `shop-${state} ${cart ?? ""}`;
  if (BUILT.has(image)) return;
  say("building the image (some minutes the first time)");
  await project.compose(["--profile", "*", "build", `shop-${state}`], environment);
  BUILT.add(image);
}

/** Settings as the variables of docker-compose.yml and compose.lab.yml. */
export function variables(settings: Settings): Record<string, string> {
  const { sessionIdle, cart } = settings;
  const { appendonly, appendfsync, "min-replicas-to-write": replicas } = redisOptions(settings);
  return {
    ...(sessionIdle && { SESSION_IDLE: `${sessionIdle}` }),
    LAB_APPENDONLY: appendonly,
    LAB_APPENDFSYNC: appendfsync,
    LAB_MIN_REPLICAS: `${replicas}`,
    REDIS_WAIT: redisWait(settings),
    ...(cart && { LAB_APP: `shop-cart-${cart}` }),
  };
}
