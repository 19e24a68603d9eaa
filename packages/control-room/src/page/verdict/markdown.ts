import type { Verdict } from "./verdict.ts";

/** The verdict as Markdown: the headline, a table and the commands. */
export function markdownOf({ headline, columns, rows, setting, commands }: Verdict): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    `**${headline}**`,
    "",
    line(["since then", ...columns.map(({ scenario, note }) => `\`${scenario}\` (${note})`)]),
    line(["---", ...columns.map(() => "---:")]),
    ...rows.map(({ name, counts }) => line([name, ...counts])),
    "",
    `${setting}.`,
    "",
    "```sh",
    ...commands,
    "```",
    "",
  ].join("\n");
}
