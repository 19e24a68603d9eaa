import { Command } from "commander";
import { requireDeployment } from "../runtime/choose.ts";
import { requireMember } from "./arguments.ts";

export const logsCommand = () =>
  new Command("logs")
    .description("what the members logged last (nginx: one JSON line a request)")
    .argument("[member]", "2 or shop-2, nginx, redis; all where left out")
    .option("--follow", "go on until interrupted")
    .action(async (wanted: string | undefined, { follow = false }: { follow?: boolean }) => {
      const { runtime } = await requireDeployment();
      const member = wanted === undefined ? null : (await requireMember(runtime, wanted)).name;
      await runtime.logs(member, follow);
    });
