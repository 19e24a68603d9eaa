import { createInterface } from "node:readline";

/** Whether the user agrees: said in advance by --yes or CI=true, else asked on a terminal; where there is none, no. */
export async function agrees(question: string): Promise<boolean> {
  if (process.argv.includes("--yes") || process.env.CI === "true") return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  process.stderr.write(`${question} [y/N] `);
  // not as a terminal, in which Ctrl-C would be a key like others
  for await (const line of createInterface({ input: process.stdin, terminal: false }))
    return /^y(es)?$/i.test(line.trim());
  return false;
}
