import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "../../errors.ts";
import { build, variables } from "../compose/bring-up.ts";
import { Project } from "../compose/project.ts";
import type { Say, UpRequest } from "../runtime.ts";
import { ensureSwarm } from "./engine.ts";
import { labStack, SECRETS } from "./lab-stack.ts";
import { newPlan, type SwarmPlan, writePlan } from "./plan.ts";
import { nginxFilesIn } from "./running-nginx.ts";
import type { Stack } from "./stack.ts";

/** Starts all members of a scenario, in a swarm that it makes where there is none. Returns when all are ready. */
export async function bringUp(
  stack: Stack,
  folder: string,
  request: UpRequest,
  say: Say,
): Promise<SwarmPlan> {
  if (request.settings?.balancers)
    throw new LabError(
      "The lab has one nginx on Swarm.",
      "Two of them: --runtime compose or --runtime native",
    );
  // first, so that `down` finds what an interruption leaves
  await mkdir(join(folder, "secrets"), { recursive: true, mode: 0o700 });
  const plan = newPlan(request, { folder, node: await ensureSwarm(say) });
  for (const secret of SECRETS)
    await writeFile(join(folder, "secrets", secret), randomBytes(24).toString("hex"));
  await build(Project.of(undefined), plan.state, plan.settings, variables(plan.settings), say);
  say(`starting ${plan.replicas} replicas (state: ${plan.state})`);
  await apply(stack, plan, { nginx: false });
  // last: the bridge that its files speak of is made with the first container
  say(`starting nginx (balancing: ${request.balancing})`);
  await (await nginxFilesIn(folder)).begin(request.balancing);
  await apply(stack, plan);
  return plan;
}

/** Makes the stack what the plan says. Returns when all that is new is ready, and all that is no longer in the plan gone. */
export async function apply(stack: Stack, plan: SwarmPlan, options = { nginx: true }): Promise<void> {
  await writePlan(plan);
  const before = new Set((await stack.services()).map(({ name }) => name));
  const wanted = await labStack(stack.name, plan, options);
  await stack.deploy(wanted, plan.folder);
  const started = Object.keys(wanted.services).filter((name) => !before.has(name));
  await Promise.all(started.map(async (name) => stack.untilReady(await stack.untilRunning(name))));
}
