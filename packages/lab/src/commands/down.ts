import { Command } from "commander";
import { print, say } from "../output.ts";
import { findAllDeployments } from "../runtime/choose.ts";
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
  const found = await findAllDeployments();
  await Promise.all(
    found.map(({ runtime, deployment }) => {
      tell(`taking down ${deployment.scenario} (${runtime.name})`);
      return runtime.down(tell);
    }),
  );
  return found.map(({ deployment }) => deployment.scenario);
}
