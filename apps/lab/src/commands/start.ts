import { LabError } from "@shop/lab/errors.ts";
import { requireRuntime } from "@shop/lab/runtime/choose.ts";
import { Command } from "commander";
import { requireMember, requireState } from "../arguments.ts";
import { print } from "../output.ts";

export const startCommand = () =>
  new Command("start")
    .description("start a member that was killed or stopped")
    .argument("<member>", "2 or shop-2, nginx, redis")
    .action(async (wanted: string, { json }: { json?: boolean }) => {
      const runtime = await requireRuntime();
      const { name, role, state } = await requireMember(runtime, wanted);
      if (state === "ready") throw new LabError(`${name} is running already.`);
      if (role === "replica") await requireState(runtime);
      await runtime.start(name);
      print(json, { started: name }, `${name} is ready`);
    });
