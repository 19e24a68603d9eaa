import { LabError } from "@shop/lab/errors.ts";
import { requireRuntime } from "@shop/lab/runtime/choose.ts";
import { Command } from "commander";
import { requireMember } from "../arguments.ts";
import { print } from "../output.ts";

export const killCommand = () =>
  new Command("kill")
    .description("end a member at once (SIGKILL): what a crash does")
    .argument("<member>", "2 or shop-2, nginx, redis")
    .action(async (wanted: string, { json }: { json?: boolean }) => {
      const runtime = await requireRuntime();
      const { name, state } = await requireMember(runtime, wanted);
      if (state === "stopped") throw new LabError(`${name} is not running.`);
      await runtime.kill(name);
      print(json, { killed: name }, `${name} is stopped, by SIGKILL`);
    });
