import { setTimeout as sleep } from "node:timers/promises";
import { lastErrors, lastLines, readServices, type SwarmService } from "./swarm-services.ts";

const POLL_MS = 500;
/** How long a service may take without anything changing about it. */
const PATIENCE_MS = 180_000;
/** The release failed, and all that Swarm does about it is done. */
const TAKEN_BACK = ["rollback_completed", "rollback_paused", "paused"];

type Services = ReadonlyMap<string, SwarmService>;

/**
 * Waits for the end of a deployment that has just begun; `before`: the services before it. Returns what failed, as sentences. Swarm
 * itself says nothing: `docker stack deploy` exits with 0 also after it has rolled back.
 */
export async function untilSettled(
  stack: string,
  before: Services,
  say: (line: string) => void,
): Promise<string[]> {
  const wanted = await readServices(stack);
  const outcomes = [...wanted.values()].map((service) => {
    const { release, update } = before.get(service.name) ?? {};
    const isRelease = release !== undefined && release !== service.release;
    return settle(stack, service.name, isRelease ? { after: update?.StartedAt } : null, say);
  });
  return (await Promise.all(outcomes)).filter((failure) => failure !== null);
}

/** Null where the service has become what it should. `release`: null where its tasks stay as they are. */
async function settle(
  stack: string,
  name: string,
  release: { readonly after: string | undefined } | null,
  say: (line: string) => void,
): Promise<string | null> {
  const said: string[] = [];
  let changed = Date.now();
  for (;;) {
    const service = (await readServices(stack)).get(name);
    if (!service) return `${name} was removed while it was deployed.`;
    const { running, wanted, update } = service;
    const ofThisRelease = release && update?.StartedAt !== release.after ? update : undefined;
    const now = `${name}: ${running} of ${wanted} run${ofThisRelease ? `, ${ofThisRelease.Message}` : ""}`;
    if (now !== said.at(-1)) {
      say(now);
      said.push(now);
      changed = Date.now();
    }
    if (TAKEN_BACK.includes(ofThisRelease?.State ?? ""))
      return [`The release of ${name} failed.`, ...(await failedTask(said.join("\n")))].join("\n  ");
    const isDone = release === null || ofThisRelease?.State === "completed";
    if (isDone && running === wanted) return null;
    if (Date.now() - changed > PATIENCE_MS)
      return [`Gave up waiting. ${now}.`, ...(await lastErrors(name)), ...(await lastLines(name))].join(
        "\n  ",
      );
    await sleep(POLL_MS);
  }
}

/** What a task logged last that Swarm named as the reason. */
async function failedTask(said: string): Promise<string[]> {
  const [, task] = /termination of task (\w+)/.exec(said) ?? [];
  return task ? [`Task ${task} logged last:`, ...(await lastLines(task))] : [];
}
