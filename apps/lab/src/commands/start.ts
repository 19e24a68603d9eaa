import { LabError } from "@shop/lab/errors.ts";
import { requireUp } from "@shop/lab/runtime/choose.ts";
import { requireMember, requireState, type VerbOptions } from "../arguments.ts";
import { print } from "../output.ts";

export async function start(wanted: string, { name, json }: VerbOptions): Promise<void> {
  const { runtime, snapshot } = await requireUp(name);
  const member = requireMember(snapshot, wanted);
  if (member.state === "ready") throw new LabError(`${member.name} is running already.`);
  if (member.role === "replica") requireState(snapshot);
  await runtime.start(member);
  print(json, { started: member.name }, `${member.name} is ready`);
}
