import { LabError } from "@shop/lab/errors.ts";
import { requireRuntime } from "@shop/lab/runtime/choose.ts";
import { Command } from "commander";
import { requireMember } from "../arguments.ts";
import { print } from "../output.ts";

export const stopCommand = () =>
  new Command("stop")
    .description("end a member gracefully (SIGTERM): what a deploy does")
    .argument("<member>", "2 or shop-2, nginx, redis")
    .action(async (wanted: string, { json }: { json?: boolean }) => {
      const runtime = await requireRuntime();
      const { name, state } = await requireMember(runtime, wanted);
      if (state === "stopped") throw new LabError(`${name} is not running.`);
      await runtime.stop(name);
      print(json, { stopped: name }, `${name} is stopped, by SIGTERM`);
    });
