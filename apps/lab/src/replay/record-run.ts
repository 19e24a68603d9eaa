import { setTimeout as sleep } from "node:timers/promises";
import { ControlRoom } from "@shop/control-room/server/control-room.ts";
import { makeRoom } from "@shop/lab/runtime/make-room.ts";
import type { Runtime } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { shopPort } from "../arguments.ts";
import { say } from "../output.ts";
import { bringUp, nameSides } from "../sides.ts";
import { requireWritable } from "./record.ts";
import type { Moment, ReplayRun } from "./runs.ts";
import { whileOpen } from "./while-open.ts";

const CUSTOMERS = 60;
const SEED = 1;

/** Brings up the scenarios of a run, lets customers shop, does what the run says, and records it in a file. */
export async function recordRun(run: ReplayRun, runtime: Runtime, path: string): Promise<void> {
  const { title, scenarios, seconds, moments } = run;
  const chapters = moments.map(({ at, title, text }) => ({ at: at * 1000, title, text }));
  const settings = { title, scenarios, chapters, runtime: runtime.name, customers: CUSTOMERS, seed: SEED };
  const deployments = nameSides(scenarios, runtime);
  await requireWritable(path);
  await makeRoom({ port: shopPort(), force: false }, say);
  try {
    const sides = await bringUp(deployments, SEED, new AbortController().signal);
    const room = new ControlRoom(runtime.name, sides);
    await whileOpen(room, settings, path, () => {
      say(`recording "${title}" for ${seconds} s`);
      return Promise.all([sleep(seconds * 1000), ...moments.map((moment) => act(room, moment))]);
    });
  } finally {
    await takeDown(
      say,
      deployments.map(({ own }) => own.deploymentName),
    );
  }
}

async function act(room: ControlRoom, { at, action, on = [] }: Moment): Promise<void> {
  await sleep(at * 1000);
  if (action) await room.dispatch(action, on);
}
