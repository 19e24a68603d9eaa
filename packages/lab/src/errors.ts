/** Exit codes of every verb. */
export const EXIT = { done: 0, failed: 1, undecided: 2, usage: 64 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error whose message is for the user: what happened and why. `hint` says what the user can do. */
export class LabError extends Error {
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, hint?: string, exitCode: ExitCode = EXIT.failed) {
    super(message);
    this.name = "LabError";
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
