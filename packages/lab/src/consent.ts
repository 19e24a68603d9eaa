import { createInterface } from "node:readline";

/** Whether the user agrees: by --yes or CI=true in advance, else by an answer on the terminal; without a terminal, no. */
export async function agrees(question: string): Promise<boolean> {
  if (process.argv.includes("--yes") || process.env.CI === "true") return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  process.stderr.write(`${question} [y/N] `);
  // terminal: false, so that Ctrl-C still interrupts
  for await (const line of createInterface({ input: process.stdin, terminal: false }))
    return /^y(es)?$/i.test(line.trim());
  return false;
}
