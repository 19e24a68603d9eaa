import { styleText } from "node:util";
import type { Say } from "@shop/lab/runtime/runtime.ts";

/** Progress goes to standard error, so that standard output holds the result and nothing else. */
export const say: Say = (line) => {
  process.stderr.write(`${styleText("dim", "·", { stream: process.stderr })} ${line}\n`);
};

/** The result of a verb: for programs as one JSON document, for people as text. */
export function print(json: boolean | undefined, result: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(result, null, 2) : text}\n`);
}
