import { execa } from "execa";
import { nginxAnswers } from "../generation.ts";
import type { Member, ReplicaStats } from "../runtime.ts";
import { type Container, parseContainers } from "./containers.ts";
import { docker } from "./docker.ts";
import { ofProject } from "./labels.ts";

const ASK_STATS = `fetch("http://127.0.0.1:3000/stats", { signal: AbortSignal.timeout(2000) })
  .then((response) => (response.ok ? response.text() : Promise.reject()))
  .then(console.log, () => process.exit(1))`;

/** What `docker compose ps` tells, in a fifth of its time. */
export async function containersOf(project: string): Promise<Container[]> {
  const ids = (await docker(["ps", "--all", "--quiet", "--filter", ofProject(project)]))
    .split("\n")
    .filter(Boolean);
  return ids.length === 0 ? [] : parseContainers(await docker(["inspect", ...ids]));
}

/** Docker runs health checks in their turn; who waits for a member asks now. */
export async function asMember(container: Container): Promise<Member> {
  const { member, role, address } = container;
  const asked = container.state === "starting" && (await isReady(container));
  return { name: member, role, state: asked ? "ready" : container.state, address };
}

/** nginx is ready when it answers, whatever it says. */
function isReady(container: Container): Promise<boolean> {
  return container.role === "nginx" ? nginxAnswers(Number(container.port)) : passesCheck(container);
}

/** Runs a container's own health check. */
export async function passesCheck({ id, check }: Container): Promise<boolean> {
  if (check.length === 0) return false;
  return (await execa("docker", ["exec", id, ...check], { reject: false })).exitCode === 0;
}

/** Null where the replica does not tell. */
export async function statsOf({ id }: Container): Promise<ReplicaStats | null> {
  const { stdout, exitCode } = await execa("docker", ["exec", id, "node", "-e", ASK_STATS], {
    reject: false,
  });
  return exitCode === 0 ? (JSON.parse(stdout) as ReplicaStats) : null;
}

/** Replicas by number, then nginx and redis. */
export function inOrder(members: readonly Member[]): Member[] {
  const order = ({ name }: Member) =>
    ["shop", "next", "nginx", "redis"].indexOf(name.split("-")[0] as string);
  return members.toSorted(
    (a, b) => order(a) - order(b) || a.name.localeCompare(b.name, "en", { numeric: true }),
  );
}
