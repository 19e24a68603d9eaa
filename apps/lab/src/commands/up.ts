import { EXIT, LabError } from "@shop/lab/errors.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { BALANCINGS, type Balancing, SCENARIO_NAMES, SCENARIOS, scenarioOf } from "@shop/lab/scenarios.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { Command, Option } from "commander";
import { forceOption, requireScenario, runtimeOption, shopPort, wholeNumber } from "../arguments.ts";
import { print, say } from "../output.ts";

interface UpOptions {
  replicas: number;
  balancing?: Balancing;
  runtime?: RuntimeName;
  force?: boolean;
  json?: boolean;
}

export const upCommand = () =>
  new Command("up")
    .description("bring a scenario up, taking down first what the lab has up")
    .argument("<scenario>", SCENARIO_NAMES.map((name) => `${name} (${SCENARIOS[name].about})`).join("; "))
    .option("--replicas <n>", "copies of the shop", wholeNumber(1, 20), 3)
    .addOption(
      new Option("--balancing <balancing>", "how nginx picks a replica, for bug and redis").choices(
        BALANCINGS,
      ),
    )
    .addOption(runtimeOption())
    .addOption(forceOption())
    .addHelpText(
      "after",
      "\nThe shop will be at http://localhost:8080; PORT=… in the environment, or in .env, changes it.",
    )
    .action(up);

async function up(
  name: string,
  { replicas, balancing, runtime: wish, force, json }: UpOptions,
): Promise<void> {
  const scenario = SCENARIOS[requireScenario(name)];
  if (scenario.fixed && balancing && balancing !== scenario.balancing) {
    throw new LabError(
      `${name} is about ${scenario.balancing}; with ${balancing} it would be another scenario.`,
      undefined,
      EXIT.usage,
    );
  }
  const wanted = balancing ?? scenario.balancing;
  const request = {
    // bug with another balancing may be another scenario
    scenario: scenarioOf(scenario.state, wanted),
    balancing: wanted,
    replicas,
    port: shopPort(),
  };
  const runtime = await chooseRuntime(wish);
  await makeRoom(request.port, force, say);
  const deployment = await runtime.up(request, say);
  print(
    json,
    deployment,
    `${style.bold(deployment.scenario)} is up on ${runtime.name}: ${style.bold(deployment.url)}`,
  );
}
