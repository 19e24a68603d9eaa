import { requireUp } from "@shop/lab/runtime/choose.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { requireMember, type VerbOptions } from "../arguments.ts";
import { print } from "../output.ts";

export async function logs(
  wanted: string | undefined,
  { follow, name, json }: VerbOptions & { follow?: boolean },
): Promise<void> {
  const { runtime, snapshot } = await requireUp(name);
  const members = wanted === undefined ? snapshot.members : [requireMember(snapshot, wanted)];
  if (follow && !json) return runtime.followLogs(members);
  const texts = await Promise.all(
    members.map(async (member) => ({ member: member.name, text: await runtime.logs(member) })),
  );
  const result = texts.map(({ member, text }) => ({ member, lines: text.split("\n").filter(Boolean) }));
  print(json, result, texts.map(({ member, text }) => `${style.bold(`── ${member}`)}\n${text}`).join("\n\n"));
}
