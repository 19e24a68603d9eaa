import { Command } from "commander";
import { print, say } from "../output.ts";
import { requireDeployment } from "../runtime/choose.ts";

export const rollCommand = () =>
  new Command("roll")
    .description(
      "restart replica after replica, gracefully, waiting for each to be ready: what a rolling deploy does",
    )
    .action(async ({ json }: { json?: boolean }) => {
      const { runtime } = await requireDeployment();
      const replicas = (await runtime.members()).filter(({ role }) => role === "replica");
      for (const { name } of replicas) {
        say(`restarting ${name}`);
        await runtime.stop(name);
        await runtime.start(name);
      }
      const names = replicas.map(({ name }) => name);
      print(json, { restarted: names }, `${names.join(", ")} were restarted, one after the other`);
    });
