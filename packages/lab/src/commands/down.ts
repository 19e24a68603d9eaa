import { Command } from "commander";
import { print, say } from "../output.ts";
import { findAnyDeployment } from "../runtime/choose.ts";
import type { Say } from "../runtime/runtime.ts";

export const downCommand = () =>
  new Command("down")
    .description("take down whatever is up, leaving nothing behind")
    .action(async ({ json }: { json?: boolean }) => {
      const taken = await takeDown(say);
      print(json, { down: taken }, taken.length > 0 ? `${taken.join(" and ")} is down` : "nothing was up");
    });

/** Takes down what is up on any runtime; the names of the scenarios. */
export async function takeDown(tell: Say): Promise<string[]> {
  const taken: string[] = [];
  for (let found = await findAnyDeployment(); found; found = await findAnyDeployment()) {
    tell(`taking down ${found.deployment.scenario} (${found.runtime.name})`);
    await found.runtime.down(tell);
    taken.push(found.deployment.scenario);
  }
  return taken;
}
