import { once } from "node:events";
import { type Address, chooseAddress, urlOf } from "@shop/control-room/server/address.ts";
import { buildPage } from "@shop/control-room/server/build-page.ts";
import { ControlRoom } from "@shop/control-room/server/control-room.ts";
import { createServer } from "@shop/control-room/server/server.ts";
import { EXIT, LabError } from "@shop/lab/errors.ts";
import { chooseRuntime } from "@shop/lab/runtime/choose.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { RuntimeName } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import type { ScenarioName } from "@shop/lab/scenarios.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { requireScenario, shopPort } from "../arguments.ts";
import { untilInterrupted } from "../interruption.ts";
import { print, say } from "../output.ts";
import { requireWritable } from "../replay/record.ts";
import { whileOpen } from "../replay/while-open.ts";
import { bringUp, nameSides } from "../sides.ts";

interface OpenOptions {
  customers: number;
  seed: number;
  controlPort?: number;
  record?: string;
  runtime?: RuntimeName;
  force?: boolean;
  json?: boolean;
}

const DEFAULT: readonly ScenarioName[] = ["sticky-cookie", "redis"];

export async function open(names: string[], options: OpenOptions): Promise<void> {
  const scenarios = names.length === 0 ? DEFAULT : names.map(requireScenario);
  if (scenarios.length > 2)
    throw new LabError("The control room shows two scenarios at most.", undefined, EXIT.usage);
  if (options.record !== undefined) await requireWritable(options.record);
  const signal = untilInterrupted();
  const address = await chooseAddress(options.controlPort);
  await buildPage(say);
  const runtime = await chooseRuntime(options.runtime);
  await makeRoom({ port: shopPort(), force: options.force }, say);
  const deployments = nameSides(scenarios, runtime);
  try {
    const sides = await bringUp(deployments, options.seed, signal);
    const room = new ControlRoom(runtime.name, sides);
    const recorded = { ...options, scenarios, runtime: runtime.name };
    await whileOpen(room, recorded, options.record, () =>
      serve(room, address, signal, () => {
        const url = urlOf(address);
        const shops = sides.map((side) => side.snapshot().url);
        print(
          options.json,
          { url, scenarios, shops },
          `The control room: ${style.bold(url)}\nShops: ${shops.join(", ")}\nCtrl-C takes these shops down.`,
        );
      }),
    );
  } finally {
    await takeDown(
      say,
      deployments.map(({ own }) => own.deploymentName),
    );
  }
}

/** Serves the control room's page until the signal aborts. */
async function serve(room: ControlRoom, address: Address, signal: AbortSignal, onReady: () => void) {
  const server = await createServer(room, address);
  try {
    await server.listen({ host: "127.0.0.1", port: address.port });
    onReady();
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await server.close();
  }
}
