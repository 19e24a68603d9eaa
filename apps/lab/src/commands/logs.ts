import { requireRuntime } from "@shop/lab/runtime/choose.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { Command } from "commander";
import { requireMember } from "../arguments.ts";
import { print } from "../output.ts";

export const logsCommand = () =>
  new Command("logs")
    .description("what the members logged last (nginx: one JSON line a request)")
    .argument("[member]", "2 or shop-2, nginx, redis; all where left out")
    .option("--follow", "go on until interrupted, without --json")
    .action(logs);

async function logs(
  wanted: string | undefined,
  { follow, json }: { follow?: boolean; json?: boolean },
): Promise<void> {
  const runtime = await requireRuntime();
  const members = wanted === undefined ? await runtime.members() : [await requireMember(runtime, wanted)];
  if (follow && !json) return runtime.followLogs(members.map(({ name }) => name));
  const texts = await Promise.all(
    members.map(async ({ name }) => ({ member: name, text: await runtime.logs(name) })),
  );
  const result = texts.map(({ member, text }) => ({ member, lines: text.split("\n").filter(Boolean) }));
  print(json, result, texts.map(({ member, text }) => `${style.bold(`── ${member}`)}\n${text}`).join("\n\n"));
}
