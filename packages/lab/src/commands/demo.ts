import { Command } from "commander";
import { runScenario } from "../demo/run-scenario.ts";
import { judge, type ScenarioVerdict } from "../demo/verdict.ts";
import { EXIT, LabError } from "../errors.ts";
import { print, say, style } from "../output.ts";
import { table } from "../report/table.ts";
import { chooseRuntime } from "../runtime/choose.ts";
import type { Runtime, RuntimeName } from "../runtime/runtime.ts";
import { SCENARIO_NAMES, SCENARIOS } from "../scenarios.ts";
import { forceOption, runtimeOption, shopPort, wholeNumber } from "./arguments.ts";
import { takeDown } from "./down.ts";
import { makeRoom } from "./make-room.ts";

const VICTIM = "shop-2";

export const demoCommand = () =>
  new Command("demo")
    .description(
      "the whole story: customers shop in each scenario, a replica dies under them, and we count who got hurt",
    )
    .option("--customers <n>", "customers in each scenario", wholeNumber(2, 500), 60)
    .addOption(runtimeOption())
    .addOption(forceOption())
    .action(demo);

async function demo({
  customers,
  runtime: wish,
  force,
  json,
}: {
  customers: number;
  runtime?: RuntimeName;
  force?: boolean;
  json?: boolean;
}): Promise<void> {
  const interruption = new AbortController();
  process.once("SIGINT", () => interruption.abort(new Error("Interrupted.")));
  const runtime = await chooseRuntime(wish).catch((error: LabError) => {
    throw new LabError(error.message, error.hint, EXIT.undecided);
  });
  await makeRoom(shopPort(), force, say);
  const verdicts: ScenarioVerdict[] = [];
  try {
    for (const scenario of SCENARIO_NAMES) {
      await takeDown(() => {});
      process.stderr.write(`\n${style.bold(scenario)}: ${SCENARIOS[scenario].about}\n`);
      const request = { scenario, balancing: SCENARIOS[scenario].balancing, replicas: 3, port: shopPort() };
      const deployment = await runtime.up(request, say);
      const run = await runScenario(
        runtime,
        deployment,
        { customers, victim: VICTIM, signal: interruption.signal },
        say,
      );
      verdicts.push(judge(scenario, run));
    }
  } catch (error) {
    if (!(error instanceof LabError) && !interruption.signal.aborted) throw error;
    say((error as Error).message);
    if (error instanceof LabError && error.hint) say(error.hint);
    say("Here is what is known.");
  } finally {
    await takeDown(() => {});
  }
  print(json, { runtime: runtime.name, verdicts }, describe(runtime, verdicts));
  process.exitCode = exitCode(verdicts);
}

function exitCode(verdicts: readonly ScenarioVerdict[]): number {
  if (verdicts.some(({ verdict }) => verdict === "deviates")) return EXIT.failed;
  const allTold =
    verdicts.length === SCENARIO_NAMES.length && verdicts.every(({ verdict }) => verdict === "as predicted");
  return allTold ? EXIT.done : EXIT.undecided;
}

const MARKS = { "as predicted": style.good("✓"), deviates: style.bad("✗"), undecided: style.doubtful("?") };

function describe(runtime: Runtime, verdicts: readonly ScenarioVerdict[]): string {
  const heading = ["", "scenario", "right order", "signed out", "cart lost", "predicted"];
  const rows = verdicts.map(
    ({ verdict, scenario, completed, customers, signedOut, cartLost, predicted, why }) => [
      MARKS[verdict],
      scenario,
      `${completed} of ${customers}`,
      `${signedOut}`,
      `${cartLost}`,
      why ? `${predicted} (${why})` : predicted,
    ],
  );
  return `\nThree replicas on ${runtime.name}; ${VICTIM} was killed when the second half of the customers had filled their carts.\n\n${table([heading, ...rows])}\n`;
}
