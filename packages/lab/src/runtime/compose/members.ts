import { labCommand } from "../../lab-command.ts";
import { waitUntil } from "../../wait-until.ts";
import { get } from "../ask.ts";
import { nginxAnswers } from "../generation.ts";
import type { Member, MemberState } from "../runtime.ts";
import type { PeerGroup, ServerStatus } from "../store/peer-group.ts";
import type { Container } from "./containers.ts";
import { tryDocker } from "./docker.ts";
import { groupIn, isPeer } from "./group.ts";
import { deploymentOf } from "./names.ts";

const READY_SECONDS = 60;
/** Elsewhere Docker runs containers in a virtual machine, whose addresses this machine cannot reach. */
const REACHABLE = process.platform === "linux";

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
  const statuses = group?.look(peers.map(({ name }) => name));
  const lookAt = async (container: Container) =>
    (await statuses)?.[peers.indexOf(container)] ?? { isReady: await isReady(container) };
  return Promise.all(containers.map(lookAt));
}

/** `all`: the containers of its project. Throws a LabError where the container is not ready in time. */
export async function untilReady(container: Container, all: readonly Container[]): Promise<void> {
  const { name, project } = container;
  const group = groupIn(all);
  const isReadyNow = async () => (await look([container], group))[0]?.isReady;
  await waitUntil(`${name} to be ready`, isReadyNow, {
    seconds: READY_SECONDS,
    hint: labCommand(`logs ${name}`, deploymentOf(project)),
  });
}

/** Asks at once, because Docker's own health checks are rare. nginx is ready when it answers anything. */
async function isReady(container: Container): Promise<boolean> {
  const { id, role, port, healthy, check } = container;
  if (role === "nginx") return nginxAnswers(Number(port));
  if (role === "replica" && REACHABLE) return (await askReplica(container, "/readyz")) !== null;
  return healthy || (await tryDocker(["exec", id, ...check])) !== null;
}

/** The body of a replica's answer to a GET; null where the status is not 2xx or no answer comes. */
export async function askReplica(
  { id, address }: Pick<Member, "id" | "address">,
  path: string,
): Promise<string | null> {
  if (REACHABLE) {
    const answer = await askAddress(`http://${address}${path}`);
    if (answer !== "unreachable") return answer?.body ?? null;
  }
  return tryDocker(["exec", id, "node", "-e", ASK, path]);
}

const ASK = `fetch("http://127.0.0.1:3000" + process.argv[1], { signal: AbortSignal.timeout(2000) })
  .then((response) => (response.ok ? response.text() : Promise.reject()))
  .then(console.log, () => process.exit(1))`;

async function askAddress(url: string): Promise<{ body: string } | null | "unreachable"> {
  try {
    const response = await get(url);
    const body = await response.text();
    return response.ok ? { body } : null;
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    return code === "ECONNREFUSED" ? null : "unreachable";
  }
}
