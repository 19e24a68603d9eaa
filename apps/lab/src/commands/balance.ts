import { LabError } from "@shop/lab/errors.ts";
import { labCommand } from "@shop/lab/lab-command.ts";
import { requireDeployment } from "@shop/lab/runtime/choose.ts";
import { isRunning } from "@shop/lab/runtime/runtime.ts";
import type { Balancing } from "@shop/lab/scenarios.ts";
import type { VerbOptions } from "../arguments.ts";
import { print } from "../output.ts";

export async function balance(balancing: Balancing, { name, json }: VerbOptions): Promise<void> {
  const { runtime, snapshot } = await requireDeployment(name);
  const stopped = snapshot.members.find((member) => member.role === "nginx" && !isRunning(member));
  if (stopped)
    throw new LabError(
      `${stopped.name} is stopped.`,
      labCommand(`start ${stopped.name}`, runtime.deploymentName),
    );
  const deployment = await runtime.balance(snapshot, balancing);
  print(json, deployment, `nginx now balances by ${balancing}: this is ${deployment.scenario}`);
}
