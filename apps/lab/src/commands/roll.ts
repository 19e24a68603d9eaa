import { requireUp } from "@shop/lab/runtime/choose.ts";
import { roll } from "@shop/lab/runtime/roll.ts";
import { requireState } from "../arguments.ts";
import { print, say } from "../output.ts";

export async function rollAll({ json }: { json?: boolean }): Promise<void> {
  const { runtime, snapshot } = await requireUp();
  requireState(snapshot);
  const names = await roll(snapshot.members, runtime, say);
  print(json, { restarted: names }, `${names.join(", ")} were restarted, one after the other`);
}
