import { LabError } from "@shop/lab/errors.ts";
import { requireUp } from "@shop/lab/runtime/choose.ts";
import { requireMember } from "../arguments.ts";
import { print } from "../output.ts";

export async function kill(wanted: string, { json }: { json?: boolean }): Promise<void> {
  const { runtime, snapshot } = await requireUp();
  const member = requireMember(snapshot, wanted);
  if (member.state === "stopped") throw new LabError(`${member.name} is not running.`);
  await runtime.kill(member);
  print(json, { killed: member.name }, `${member.name} is stopped, by SIGKILL`);
}
