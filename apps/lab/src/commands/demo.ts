import { runScenario } from "@shop/lab/demo/run-scenario.ts";
import { judge, type ScenarioVerdict } from "@shop/lab/demo/verdict.ts";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import { table } from "@shop/lab/report/table.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { Runtime, RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { SCENARIO_NAMES, SCENARIOS } from "@shop/lab/scenarios.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { shopPort } from "../arguments.ts";
import { print, say } from "../output.ts";

const VICTIM = "shop-2";

export async function demo({
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
