import { Command } from "commander";
import { print, say } from "../output.ts";
import { requireDeployment } from "../runtime/choose.ts";
import { wholeNumber } from "./arguments.ts";

export const scaleCommand = () =>
  new Command("scale")
    .description("run this many replicas, adding or removing the highest numbers")
    .argument("<n>", "how many", wholeNumber(1, 20))
    .action(async (replicas: number, { json }: { json?: boolean }) => {
      const { runtime, deployment } = await requireDeployment();
      await runtime.scale(replicas, say);
      print(
        json,
        { scenario: deployment.scenario, replicas },
        `${deployment.scenario} now runs ${replicas} replicas`,
      );
    });
