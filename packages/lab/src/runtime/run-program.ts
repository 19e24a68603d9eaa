import { execa } from "execa";

/**
 * execa, except that it leaves signals alone. By itself it would end this process at the first Ctrl-C while a program runs, before the
 * lab has taken its shops down.
 */
export const runProgram = execa({ cleanup: false });
