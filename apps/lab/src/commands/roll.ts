import { requireUp } from "@shop/lab/runtime/choose.ts";
import { roll } from "@shop/lab/runtime/roll.ts";
import { requireState, type VerbOptions } from "../arguments.ts";
import { print, say } from "../output.ts";

export async function rollAll({ name, json }: VerbOptions): Promise<void> {
  const { runtime, snapshot } = await requireUp(name);
  requireState(snapshot);
  const names = await roll(snapshot.members, runtime, say);
  print(json, { restarted: names }, `${names.join(", ")} were restarted, one after the other`);
}
