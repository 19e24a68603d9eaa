import type { SlowDisk } from "./runtime.ts";

/**
 * strace's arguments for a disk on which each sync takes longer: https://man7.org/linux/man-pages/man1/strace.1.html (Tampering).
 * It watches nothing else, so that all else is as fast as ever.
 */
export const slowSyncs = ({ sync }: SlowDisk): string[] => {
  const calls = "fsync,fdatasync";
  return [
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${calls}`,
    "-e",
    `inject=${calls}:delay_enter=${sync * 1000}`,
  ];
};
