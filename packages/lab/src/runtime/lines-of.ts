import { runProgram } from "./run-program.ts";

/** What a program that runs on and on writes to standard output, line by line, until it ends or the signal ends it. */
export async function* linesOf(program: string, args: readonly string[], signal: AbortSignal) {
  const child = runProgram(program, args, {
    cancelSignal: signal,
    stdin: "ignore",
    stderr: "ignore",
    buffer: false,
    reject: false,
  });
  yield* child.iterable();
}
