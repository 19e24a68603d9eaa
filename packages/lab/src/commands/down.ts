import { Command } from "commander";
import { print, say } from "../output.ts";
import { findOwn, findPlain } from "../runtime/choose.ts";
import type { Say } from "../runtime/runtime.ts";

export const downCommand = () =>
  new Command("down")
    .description("take down whatever the lab has up in this checkout, leaving nothing behind")
    .action(async ({ json }: { json?: boolean }) => {
      const taken = await takeDown(say);
      const plain = await findPlain();
      const text = taken.length > 0 ? `${taken.join(" and ")} is down` : "nothing of the lab was up";
      print(
        json,
        { down: taken, ...(plain && { left: plain }) },
        `${text}${plain ? `\n${left(plain)}` : ""}`,
      );
    });

const left = ({ project, down }: { project: string; down: string }) =>
  `${project}, which a plain \`docker compose up\` started, stays up. Take it down: ${down}`;

/** Takes down what the lab has up on any runtime, and nothing else; the names of the scenarios. */
export async function takeDown(tell: Say): Promise<string[]> {
  const own = await findOwn();
  return Promise.all(
    own.map(async (runtime) => {
      const what = (await runtime.deployment())?.scenario ?? "a part of a deployment";
      tell(`taking down ${what} (${runtime.name})`);
      await runtime.down(tell);
      return what;
    }),
  );
}
