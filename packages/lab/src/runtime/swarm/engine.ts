import { LabError } from "../../errors.ts";
import { docker, tryDocker } from "../compose/docker.ts";
import type { Say } from "../runtime.ts";

/** On the node of a swarm that the lab made: such a swarm it may leave. */
const MADE_BY_LAB = "sticky-or-shared.lab";

/** Why services cannot run on this engine, as a clause; null where they can, perhaps after `ensureSwarm`. */
export async function swarmUnavailable(): Promise<string | null> {
  const { state, manages } = await swarmState();
  if (state === "inactive" || manages) return null;
  return state === "active"
    ? "this engine is a worker of a swarm, and only a manager can run services"
    : `this engine's swarm is ${state}`;
}

/** Whether this engine is a manager of a swarm. */
export const managesSwarm = async (): Promise<boolean> => (await swarmState()).manages;

/** Whether this engine is in a swarm that the lab did not make. */
export async function isInForeignSwarm(): Promise<boolean> {
  return (await swarmState()).state !== "inactive" && !(await isMadeByLab());
}

/** Makes a swarm of this engine alone, which nobody else can reach, unless it is in one. Returns the id of its node. */
export async function ensureSwarm(say: Say): Promise<string> {
  if ((await swarmState()).state === "inactive") {
    say("making a swarm of this machine alone");
    const address = "127.0.0.1";
    await docker(["swarm", "init", "--advertise-addr", address, "--listen-addr", `${address}:2377`]);
    await docker(["node", "update", "--label-add", `${MADE_BY_LAB}=`, await ownNode()]);
  }
  return ownNode();
}

/** Leaves the swarm if the lab made it and no service is left in it, whoever began that service. */
export async function leaveOwnSwarm(say: Say): Promise<void> {
  if (!(await isMadeByLab())) return;
  if ((await tryDocker(["service", "ls", "--quiet"])) !== "") return;
  say("leaving the swarm that the lab made");
  await docker(["swarm", "leave", "--force"]).catch(async (error) => {
    // of several that are taken down at once another one may have been faster
    if (await managesSwarm()) throw error;
  });
  // Docker made it for the swarm, and would keep it; somebody else's containers may be in it by now
  await tryDocker(["network", "rm", "docker_gwbridge"]);
}

const ownNode = async () => (await docker(["info", "--format", "{{.Swarm.NodeID}}"])).trim();

async function isMadeByLab(): Promise<boolean> {
  const labels = await tryDocker(["node", "inspect", "self", "--format", "{{json .Spec.Labels}}"]);
  return labels !== null && MADE_BY_LAB in JSON.parse(labels);
}

async function swarmState(): Promise<{ state: string; manages: boolean }> {
  const format = "{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}";
  const text = await tryDocker(["info", "--format", format]);
  if (text === null) throw new LabError("`docker info` fails.", "Is Docker running?");
  const [state = "", manages] = text.trim().split(" ");
  return { state, manages: manages === "true" };
}
