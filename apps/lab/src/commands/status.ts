import { table } from "@shop/lab/report/table.ts";
import { findUp } from "@shop/lab/runtime/choose.ts";
import {
  type Deployment,
  isRunning,
  type Member,
  type MemberState,
  type ReplicaStats,
  type Runtime,
} from "@shop/lab/runtime/runtime.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { print } from "../output.ts";

type MemberStatus = Omit<Member, "id"> & Partial<ReplicaStats>;

export async function status({ json }: { json?: boolean }): Promise<void> {
  const found = await findUp();
  if (!found) return print(json, null, "Nothing is up. Bring a scenario up: scripts/lab up bug");
  const { runtime, snapshot } = found;
  const { deployment } = snapshot;
  const members = shareSessions(await withStats(runtime, snapshot.members));
  const rows = members.map(({ name, state, address, requests, sessions }) => [
    name,
    COLOURED[state](state),
    address ?? "",
    `${requests ?? ""}`,
    `${sessions ?? ""}`,
  ]);
  print(
    json,
    { runtime: runtime.name, ...deployment, members },
    `${headingOf(deployment)}\n\n${table([["", "state", "address", "requests", "sessions"], ...rows])}`,
  );
}

function headingOf(deployment: Deployment | null): string {
  if (!deployment)
    return "This is only a part of a deployment, without nginx: an `up` failed or was interrupted. scripts/lab down removes it.";
  const { scenario, runtime, balancing, url } = deployment;
  return `${style.bold(scenario)} on ${runtime}, balancing ${balancing}, at ${style.bold(url)}`;
}

const COLOURED: Record<MemberState, (text: string) => string> = {
  ready: style.good,
  starting: style.doubtful,
  stopped: style.bad,
  dead: style.bad,
};

function withStats(runtime: Runtime, members: readonly Member[]): Promise<MemberStatus[]> {
  return Promise.all(
    members.map(async (member) => {
      const { id: _, ...status } = member;
      if (member.role !== "replica" || !isRunning(member)) return status;
      const stats = await runtime.stats(member);
      // Docker Desktop notices late that a replica is not ready any more; one that does not answer is not
      if (!stats) return { ...status, state: "starting" as const };
      return { ...status, requests: stats.requests, sessions: stats.sessions };
    }),
  );
}

/** Where replicas share their sessions, the number belongs to the store and not to each of them. */
function shareSessions(members: MemberStatus[]): MemberStatus[] {
  if (!members.some(({ role }) => role === "redis")) return members;
  const sessions = members.find((member) => member.sessions !== undefined)?.sessions;
  return members.map(({ sessions: _own, ...member }) =>
    member.role === "redis" && sessions !== undefined ? { ...member, sessions } : member,
  );
}
