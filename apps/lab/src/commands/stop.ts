import { LabError } from "@shop/lab/errors.ts";
import { requireUp } from "@shop/lab/runtime/choose.ts";
import { requireMember } from "../arguments.ts";
import { print } from "../output.ts";

export async function stop(wanted: string, { json }: { json?: boolean }): Promise<void> {
  const { runtime, snapshot } = await requireUp();
  const member = requireMember(snapshot, wanted);
  if (member.state === "stopped") throw new LabError(`${member.name} is not running.`);
  await runtime.stop(member);
  print(json, { stopped: member.name }, `${member.name} is stopped, by SIGTERM`);
}
