import { requireRuntime } from "@shop/lab/runtime/choose.ts";
import { roll } from "@shop/lab/runtime/roll.ts";
import { Command } from "commander";
import { requireState } from "../arguments.ts";
import { print, say } from "../output.ts";

export const rollCommand = () =>
  new Command("roll")
    .description(
      "restart replica after replica, gracefully, waiting for each to be ready: what a rolling deploy does",
    )
    .action(async ({ json }: { json?: boolean }) => {
      const runtime = await requireRuntime();
      await requireState(runtime);
      const names = await roll(runtime, say);
      print(json, { restarted: names }, `${names.join(", ")} were restarted, one after the other`);
    });
