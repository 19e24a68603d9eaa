import { execa } from "execa";

/** What a program that runs on and on writes to standard output, line by line, until it ends or the signal ends it. */
export async function* linesOf(program: string, args: readonly string[], signal: AbortSignal) {
  const child = execa(program, args, {
    cancelSignal: signal,
    stdin: "ignore",
    stderr: "ignore",
    buffer: false,
    reject: false,
    // execa would end this process at the first Ctrl-C, before it has taken its shops down
    cleanup: false,
  });
  yield* child.iterable();
}
