import type { SlowDisk } from "./runtime.ts";

/**
 * strace's arguments that delay each sync (https://man7.org/linux/man-pages/man1/strace.1.html, Tampering). It traces no other call,
 * so that the rest stays as fast as before.
 */
export const slowSyncs = ({ sync }: SlowDisk): string[] =>
  `-f -qq -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:delay_enter=${sync * 1000}`.split(
    " ",
  );
