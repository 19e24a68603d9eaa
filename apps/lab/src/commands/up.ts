import { EXIT, LabError } from "@shop/lab/errors.ts";
import { browserUrls } from "@shop/lab/runtime/browser-url.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import type { DeploymentName } from "@shop/lab/runtime/deployment-name.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import { requirePeers } from "@shop/lab/runtime/peers.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { RuntimeName, Store } from "@shop/lab/runtime/runtime.ts";
import { type Balancing, SCENARIOS, scenarioOf } from "@shop/lab/scenarios.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { requireScenario, shopPort, type VerbOptions } from "../arguments.ts";
import { print, say } from "../output.ts";

interface UpOptions extends VerbOptions {
  replicas: number;
  balancing?: Balancing;
  store?: Store;
  balancers?: 1 | 2;
  runtime?: RuntimeName;
  force?: boolean;
}

export async function up(
  scenarioName: string,
  { name, replicas, balancing, store, balancers, runtime: runtimeName, force, json }: UpOptions,
): Promise<void> {
  const scenario = SCENARIOS[requireScenario(scenarioName)];
  if (scenario.fixed && balancing && balancing !== scenario.balancing) {
    throw new LabError(
      `${scenarioName} is about ${scenario.balancing}; with ${balancing} it would be another scenario.`,
      undefined,
      EXIT.usage,
    );
  }
  if (store && scenario.state !== "redis")
    throw new LabError(
      `${scenarioName} keeps its state in replicas, so it has no store.`,
      undefined,
      EXIT.usage,
    );
  const wanted = balancing ?? scenario.balancing;
  const request = {
    // bug with another balancing may be another scenario
    scenario: scenarioOf(scenario.state, wanted),
    balancing: wanted,
    replicas,
    port: await portOf(name),
    settings: { ...(store && { store }), ...(balancers === 2 && { balancers }) },
  };
  const runtime = (await chooseRuntime(runtimeName)).named(name);
  if (store) requirePeers(runtime);
  await makeRoom({ port: request.port, names: [name], force }, say);
  const deployment = await runtime.up(request, say);
  const urls = browserUrls(deployment);
  const as = name === undefined ? "" : ` as ${name}`;
  print(
    json,
    { ...deployment, browserUrl: urls[0] },
    `${style.bold(deployment.scenario)} is up on ${runtime.name}${as}: ${style.bold(urls.join(" and "))}`,
  );
}

/** A deployment with a name stands beside the usual one, so it leaves the usual port free unless the user says otherwise. */
const portOf = (name: DeploymentName): number | Promise<number> =>
  name === undefined || process.env.PORT ? shopPort() : freePort();
