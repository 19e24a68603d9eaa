import { requireUp } from "@shop/lab/runtime/choose.ts";
import { memberNamed } from "@shop/lab/runtime/members.ts";
import { requirePeers } from "@shop/lab/runtime/peers.ts";
import type { Member } from "@shop/lab/runtime/runtime.ts";
import type { VerbOptions } from "../arguments.ts";
import { print } from "../output.ts";

export async function failover({ name: deployment, json }: VerbOptions): Promise<void> {
  const { runtime, snapshot } = await requireUp(deployment);
  await requirePeers(runtime).failOver(true);
  const after = await runtime.look();
  const isNew = ({ name, isMaster }: Member) => isMaster && !memberNamed(name, snapshot).isMaster;
  const names = after.members.filter(isNew).map(({ name }) => name);
  print(json, { master: names }, `${names.join(", ")} is master now`);
}
