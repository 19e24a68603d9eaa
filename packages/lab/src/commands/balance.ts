import { Argument, Command } from "commander";
import { print } from "../output.ts";
import { requireDeployment } from "../runtime/choose.ts";
import { BALANCINGS, type Balancing } from "../scenarios.ts";

export const balanceCommand = () =>
  new Command("balance")
    .description("let nginx pick replicas another way, while everything runs")
    .addArgument(new Argument("<balancing>", "how").choices(BALANCINGS))
    .action(async (balancing: Balancing, { json }: { json?: boolean }) => {
      const { runtime } = await requireDeployment();
      await runtime.balance(balancing);
      const deployment = await runtime.deployment();
      print(json, deployment, `nginx now balances by ${balancing}: this is ${deployment?.scenario}`);
    });
