/**
 * Aborts at the first Ctrl-C, SIGTERM or end of the terminal, so that what was brought up can be taken down. A second one of Ctrl-C or
 * SIGTERM ends the process at once.
 */
export function untilInterrupted(): AbortSignal {
  const interruption = new AbortController();
  const interrupt = () => {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    interruption.abort(new Error("interrupted"));
  };
  // SIGHUP comes twice where a terminal is closed, from the shell and from the kernel: the second one must not end us
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
  return interruption.signal;
}
