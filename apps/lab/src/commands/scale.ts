import { plural } from "@shop/lab/report/words.ts";
import { requireDeployment } from "@shop/lab/runtime/choose.ts";
import { isRunning } from "@shop/lab/runtime/runtime.ts";
import { requireState, type VerbOptions } from "../arguments.ts";
import { print, say } from "../output.ts";

export async function scale(replicas: number, { name, json }: VerbOptions): Promise<void> {
  const { runtime, snapshot, deployment } = await requireDeployment(name);
  requireState(snapshot);
  const stopped = snapshot.members.filter((member) => member.role === "replica" && !isRunning(member));
  const kept = (await runtime.scale(snapshot, replicas, say)).map(({ name }) => name);
  const started = stopped.map(({ name }) => name).filter((name) => kept.includes(name));
  const { scenario } = deployment;
  const startedToo = started.length > 0 ? `; started again: ${started.join(", ")}` : "";
  print(
    json,
    { scenario, replicas, started },
    `${scenario} now runs ${plural(replicas, "replica")}${startedToo}`,
  );
}
