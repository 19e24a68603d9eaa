import { requireDeployment } from "@shop/lab/runtime/choose.ts";
import { Command } from "commander";
import { requireState, wholeNumber } from "../arguments.ts";
import { print, say } from "../output.ts";

export const scaleCommand = () =>
  new Command("scale")
    .description(
      "run this many replicas, adding or removing the highest numbers; of the others, those that were killed or stopped are started",
    )
    .argument("<n>", "how many", wholeNumber(1, 20))
    .action(scale);

async function scale(replicas: number, { json }: { json?: boolean }): Promise<void> {
  const { runtime, deployment } = await requireDeployment();
  const stopped = (await requireState(runtime)).filter(
    ({ role, state }) => role === "replica" && state === "stopped",
  );
  await runtime.scale(replicas, say);
  const kept = (await runtime.members()).map(({ name }) => name);
  const started = stopped.map(({ name }) => name).filter((name) => kept.includes(name));
  const { scenario } = deployment;
  const startedToo = started.length > 0 ? `; started again: ${started.join(", ")}` : "";
  print(
    json,
    { scenario, replicas, started },
    `${scenario} now runs ${replicas} ${replicas === 1 ? "replica" : "replicas"}${startedToo}`,
  );
}
