import { LabError } from "@shop/lab/errors.ts";
import { requireDeployment } from "@shop/lab/runtime/choose.ts";
import { isRunning } from "@shop/lab/runtime/runtime.ts";
import type { Balancing } from "@shop/lab/scenarios.ts";
import { print } from "../output.ts";

export async function balance(balancing: Balancing, { json }: { json?: boolean }): Promise<void> {
  const { runtime, snapshot } = await requireDeployment();
  const nginx = snapshot.members.find(({ role }) => role === "nginx");
  if (nginx && !isRunning(nginx)) throw new LabError("nginx is stopped.", "scripts/lab start nginx");
  const deployment = await runtime.balance(snapshot, balancing);
  print(json, deployment, `nginx now balances by ${balancing}: this is ${deployment.scenario}`);
}
