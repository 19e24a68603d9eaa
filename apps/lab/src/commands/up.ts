import { EXIT, LabError } from "@shop/lab/errors.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { type Balancing, SCENARIOS, scenarioOf } from "@shop/lab/scenarios.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { requireScenario, shopPort } from "../arguments.ts";
import { print, say } from "../output.ts";

interface UpOptions {
  replicas: number;
  balancing?: Balancing;
  runtime?: RuntimeName;
  force?: boolean;
  json?: boolean;
}

export async function up(
  name: string,
  { replicas, balancing, runtime: runtimeName, force, json }: UpOptions,
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
  const runtime = await chooseRuntime(runtimeName);
  await makeRoom(request.port, force, say);
  const deployment = await runtime.up(request, say);
  print(
    json,
    deployment,
    `${style.bold(deployment.scenario)} is up on ${runtime.name}: ${style.bold(deployment.url)}`,
  );
}
