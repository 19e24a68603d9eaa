import { LabError } from "@shop/lab/errors.ts";
import { requireUp } from "@shop/lab/runtime/choose.ts";
import { isRunning } from "@shop/lab/runtime/runtime.ts";
import { requireMember, type VerbOptions } from "../arguments.ts";
import { print } from "../output.ts";

export const kill = end("kill", "killed", "SIGKILL");
export const stop = end("stop", "stopped", "SIGTERM");

function end(act: "kill" | "stop", done: string, signal: string) {
  return async (wanted: string, { name, json }: VerbOptions): Promise<void> => {
    const { runtime, snapshot } = await requireUp(name);
    const member = requireMember(snapshot, wanted);
    if (!isRunning(member)) throw new LabError(`${member.name} is not running.`);
    await runtime[act](member);
    print(json, { [done]: member.name }, `${member.name} is stopped, by ${signal}`);
  };
}
