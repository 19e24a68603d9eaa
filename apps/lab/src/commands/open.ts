import { once } from "node:events";
import { chooseAddress, urlOf } from "@shop/control-room/server/address.ts";
import { buildPage } from "@shop/control-room/server/build-page.ts";
import { ControlRoom } from "@shop/control-room/server/control-room.ts";
import { createServer } from "@shop/control-room/server/server.ts";
import { Side } from "@shop/control-room/server/side.ts";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Runtime, RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { SCENARIOS, type ScenarioName } from "@shop/lab/scenarios.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { requireScenario, shopPort } from "../arguments.ts";
import { print, say } from "../output.ts";

interface OpenOptions {
  customers: number;
  seed: number;
  controlPort?: number;
  runtime?: RuntimeName;
  force?: boolean;
  json?: boolean;
}

/** A scenario, and what runs its deployment. */
interface SideDeployment {
  readonly scenario: ScenarioName;
  readonly own: Runtime;
}

const DEFAULT: readonly ScenarioName[] = ["sticky-cookie", "redis"];

export async function open(names: string[], options: OpenOptions): Promise<void> {
  const scenarios = names.length === 0 ? DEFAULT : names.map(requireScenario);
  if (scenarios.length > 2)
    throw new LabError("The control room shows two scenarios at most.", undefined, EXIT.usage);
  const interruption = untilInterrupted();
  const address = await chooseAddress(options.controlPort);
  await buildPage(say);
  const runtime = await chooseRuntime(options.runtime);
  await makeRoom({ port: shopPort(), force: options.force }, say);
  const deployments = nameSides(scenarios, runtime);
  try {
    const sides = await bringUp(deployments, options.seed, interruption.signal);
    const room = new ControlRoom(runtime.name, sides);
    const server = await createServer(room, address);
    await server.listen({ host: "127.0.0.1", port: address.port });
    await room.open(options.customers);
    const url = urlOf(address);
    const shops = sides.map((side) => side.snapshot().url);
    print(
      options.json,
      { url, scenarios, shops },
      `The control room: ${style.bold(url)}\nShops: ${shops.join(", ")}\nCtrl-C takes these shops down.`,
    );
    if (!interruption.signal.aborted) await once(interruption.signal, "abort");
    await server.close();
    await room.close();
  } finally {
    await takeDown(
      say,
      deployments.map(({ own }) => own.deploymentName),
    );
  }
}

/** Each side is a deployment of its own, under its scenario's name, so that commands in a terminal can say which side they mean. */
function nameSides(scenarios: readonly ScenarioName[], runtime: Runtime): SideDeployment[] {
  return scenarios.map((scenario, i) => {
    const isTaken = scenarios.indexOf(scenario) < i;
    return { scenario, own: runtime.named(isTaken ? `${scenario}-${i + 1}` : scenario) };
  });
}

function untilInterrupted(): AbortController {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => interruption.abort());
  return interruption;
}

async function bringUp(
  deployments: readonly SideDeployment[],
  seed: number,
  signal: AbortSignal,
): Promise<Side[]> {
  const sides: Side[] = [];
  for (const [i, { scenario, own }] of deployments.entries()) {
    if (signal.aborted) break;
    const port = i === 0 ? shopPort() : await freePort();
    const { balancing } = SCENARIOS[scenario];
    say(`bringing up ${scenario}`);
    const deployment = await own.up({ scenario, balancing, replicas: 3, port }, () => {});
    sides.push(new Side({ runtime: own, deployment, seed }));
  }
  return sides;
}
