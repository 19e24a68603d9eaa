import { EXIT, LabError } from "@shop/lab/errors.ts";
import { Command, CommanderError } from "commander";
import { VERBS } from "./verbs.ts";

const program = new Command("lab")
  .description("Brings the shop up in one of its scenarios, breaks it on purpose, and shows who gets hurt.")
  .usage("<verb> [arguments]")
  .addHelpText(
    "after",
    `
Scenarios: bug, sticky-ip, sticky-cookie, redis.
Exit codes: ${EXIT.done} done, or as predicted · ${EXIT.failed} failed, or not as predicted · ${EXIT.undecided} inconclusive · ${EXIT.usage} wrong usage`,
  )
  .exitOverride();

for (const verb of VERBS) program.addCommand(verb);

// `lab shop | head` closes the pipe early: that is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.failed),
);
// Ctrl-C ends the reader of `lab prove 2>&1 | tee log` too: what is up must be taken down all the same
process.stderr.on("error", () => {});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
  const { message, hint, exitCode } = asLabError(error);
  if (process.argv.includes("--json"))
    process.stdout.write(`${JSON.stringify({ error: { message, hint } }, null, 2)}\n`);
  else if (!(error instanceof CommanderError))
    process.stderr.write(`lab: ${message}\n${hint ? `     ${hint.replaceAll("\n", "\n     ")}\n` : ""}`);
  return exitCode;
}

function asLabError(error: unknown): LabError {
  if (error instanceof LabError) return error;
  // commander has printed it for people, but not as JSON
  if (error instanceof CommanderError) return new LabError(error.message, undefined, EXIT.usage);
  return new LabError(`Something the lab did not expect: ${error instanceof Error ? error.stack : error}`);
}
