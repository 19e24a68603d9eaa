import { EXIT, LabError } from "@shop/lab/errors.ts";
import { Command, CommanderError } from "commander";
import { balanceCommand } from "./commands/balance.ts";
import { demoCommand } from "./commands/demo.ts";
import { downCommand } from "./commands/down.ts";
import { judgeCommand } from "./commands/judge.ts";
import { killCommand } from "./commands/kill.ts";
import { logsCommand } from "./commands/logs.ts";
import { openCommand } from "./commands/open.ts";
import { proveCommand } from "./commands/prove.ts";
import { rollCommand } from "./commands/roll.ts";
import { scaleCommand } from "./commands/scale.ts";
import { shopCommand } from "./commands/shop.ts";
import { startCommand } from "./commands/start.ts";
import { statusCommand } from "./commands/status.ts";
import { stopCommand } from "./commands/stop.ts";
import { stormCommand } from "./commands/storm.ts";
import { upCommand } from "./commands/up.ts";

const program = new Command("lab")
  .description("Brings the shop up in one of its scenarios, breaks it on purpose, and shows who gets hurt.")
  .usage("<verb> [arguments]")
  .addHelpText(
    "after",
    `
Scenarios: bug, sticky-ip, sticky-cookie, redis.
Exit codes: ${EXIT.done} done, or as predicted · ${EXIT.failed} failed, or not as predicted · ${EXIT.undecided} could not be told · ${EXIT.usage} wrong usage`,
  )
  .exitOverride();

const verbs = [
  demoCommand,
  openCommand,
  proveCommand,
  stormCommand,
  judgeCommand,
  upCommand,
  downCommand,
  statusCommand,
  shopCommand,
  scaleCommand,
  balanceCommand,
  killCommand,
  stopCommand,
  startCommand,
  rollCommand,
  logsCommand,
];
for (const verb of verbs)
  program.addCommand(
    verb()
      .option("--json", "print the result as JSON")
      .option("--yes", "install without asking what this machine lacks")
      .exitOverride(),
  );

// `lab shop | head` closes the pipe early: that is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.failed),
);

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
  // commander has told people already; programs have not heard of it
  if (error instanceof CommanderError) return new LabError(error.message, undefined, EXIT.usage);
  return new LabError(`Something the lab did not expect: ${error instanceof Error ? error.stack : error}`);
}
