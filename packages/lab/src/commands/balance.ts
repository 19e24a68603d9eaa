import { Argument, Command } from "commander";
import { LabError } from "../errors.ts";
import { print } from "../output.ts";
import { requireDeployment } from "../runtime/choose.ts";
import { BALANCINGS, type Balancing } from "../scenarios.ts";

export const balanceCommand = () =>
  new Command("balance")
    .description("let nginx pick replicas another way, while everything runs")
    .addArgument(new Argument("<balancing>", "how").choices(BALANCINGS))
    .action(async (balancing: Balancing, { json }: { json?: boolean }) => {
      const { runtime } = await requireDeployment();
      const nginx = (await runtime.members()).find(({ role }) => role === "nginx");
      if (nginx?.state === "stopped") throw new LabError("nginx is stopped.", "scripts/lab start nginx");
      await runtime.balance(balancing);
      const deployment = await runtime.deployment();
      print(json, deployment, `nginx now balances by ${balancing}: this is ${deployment?.scenario}`);
    });
