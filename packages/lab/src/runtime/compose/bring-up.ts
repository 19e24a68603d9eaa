import { join } from "node:path";
import { SCENARIOS, type Scenario } from "../../scenarios.ts";
import { freePort } from "../port.ts";
import type { Say, Settings, UpRequest } from "../runtime.ts";
import { NginxFiles } from "./nginx-files.ts";
import type { Project } from "./project.ts";

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
  await new NginxFiles(project.folder).begin(balancing);
  if (second) await new NginxFiles(join(project.folder, "nginx-2")).begin(balancing);
  await build(project, state, settings, environment, say);
  const up = ["--profile", scenario, "up", "--detach", "--no-build"];
  say(`starting ${replicas} replicas (state: ${state})`);
  await project.compose([...up, "--scale", `shop-${state}=${replicas}`, `shop-${state}`], environment);
  await project.untilReady();
  // last, because nginx avoids for a while a replica that refused a request
  say(`starting nginx (balancing: ${balancing})`);
  const nginx = [`nginx-${scenario}`, ...(second ? [`nginx-2-${state}`] : [])];
  await project.compose([...up, "--no-deps", ...nginx], environment);
  await project.untilReady();
  return second ? [port, second] : [port];
}

async function build(
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
function variables({ sessionIdle, persistence = "always", cart }: Settings): Record<string, string> {
  return {
    ...(sessionIdle && { SESSION_IDLE: `${sessionIdle}` }),
    ...(persistence === "off" ? { LAB_APPENDONLY: "no" } : { LAB_APPENDFSYNC: persistence }),
    ...(cart && { LAB_APP: `shop-cart-${cart}` }),
  };
}
