import { LabError } from "@shop/lab/errors.ts";
import { requireDeployment } from "@shop/lab/runtime/choose.ts";
import { BALANCINGS, type Balancing } from "@shop/lab/scenarios.ts";
import { Argument, Command } from "commander";
import { print } from "../output.ts";

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
