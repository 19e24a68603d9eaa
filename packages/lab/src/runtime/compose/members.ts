import { labCommand } from "../../lab-command.ts";
import { waitUntil } from "../../wait-until.ts";
import { ask } from "../ask.ts";
import { nginxAnswers } from "../generation.ts";
import type { Member, MemberState } from "../runtime.ts";
import type { PeerGroup, ServerStatus } from "../store/peer-group.ts";
import type { Container } from "./containers.ts";
import { tryDocker } from "./docker.ts";
import { groupIn, isPeer } from "./group.ts";
import { deploymentOf } from "./names.ts";
import { isReachable } from "./reachable.ts";

const READY_SECONDS = 60;

/** The containers of a project as its members. Asks those that run whether they are ready. */
export async function toMembers(containers: readonly Container[]): Promise<Member[]> {
  const running = containers.filter((container) => container.running);
  const statuses = await look(running, groupIn(containers));
  return containers.map((container) => {
    const { id, name, role, address } = container;
    const { isReady, ...more } = statuses[running.indexOf(container)] ?? {};
    const state = container.running ? (isReady ? "ready" : "starting") : endOf(container);
    return { id, name, role, state, ...more, address };
  });
}

const endOf = ({ exitCode }: Container): MemberState => (exitCode === 0 ? "stopped" : "dead");

/** Asks containers that run. `group`: the servers among them that replace each other. */
function look(containers: readonly Container[], group: PeerGroup | null): Promise<ServerStatus[]> {
  const peers = group ? containers.filter(isPeer) : [];
  const statuses = peers.length > 0 ? group?.look(peers.map(({ name }) => name)) : undefined;
  const lookAt = async (container: Container) =>
    (await statuses)?.[peers.indexOf(container)] ?? { isReady: await isReady(container) };
  return Promise.all(containers.map(lookAt));
}

/** `all`: the containers of their project. Throws a LabError that names one where they are not all ready in time. */
export async function untilReady(containers: readonly Container[], all: readonly Container[]): Promise<void> {
  const group = groupIn(all);
  let awaited = containers;
  const areReady = async () => {
    const statuses = await look(awaited, group);
    awaited = awaited.filter((_, i) => !statuses[i]?.isReady);
    return awaited.length === 0;
  };
  const first = () => awaited[0] as Container;
  await waitUntil(() => `${first().name} to be ready`, areReady, {
    seconds: READY_SECONDS,
    hint: () => labCommand(`logs ${first().name}`, deploymentOf(first().project)),
  });
}

/** Asks at once, because Docker's own health checks are rare. nginx is ready when it answers anything. */
async function isReady(container: Container): Promise<boolean> {
  const { id, role, port, healthy, check } = container;
  if (role === "nginx") return nginxAnswers(Number(port));
  if (role === "replica" && (await isReachable(container)))
    return (await askReplica(container, "/readyz")) !== null;
  return healthy || (await tryDocker(["exec", id, ...check])) !== null;
}

/** The body of a replica's answer to a GET; null where the status is not 2xx or no answer comes. */
export async function askReplica(
  replica: Pick<Member, "id" | "address">,
  path: string,
): Promise<string | null> {
  if (await isReachable(replica)) return ask(`http://${replica.address}${path}`);
  return tryDocker(["exec", replica.id, "node", "-e", ASK, path]);
}

const ASK = `fetch("http://127.0.0.1:3000" + process.argv[1], { signal: AbortSignal.timeout(2000) })
  .then((response) => (response.ok ? response.text() : Promise.reject()))
  .then(console.log, () => process.exit(1))`;
