import { Command } from "commander";
import { print, style } from "../output.ts";
import { table } from "../report/table.ts";
import { findDeployment } from "../runtime/choose.ts";
import type { Member, MemberState, ReplicaStats, Runtime } from "../runtime/runtime.ts";
import { SCENARIOS } from "../scenarios.ts";

type MemberStatus = Member & Partial<ReplicaStats>;

export const statusCommand = () =>
  new Command("status")
    .description("what is up: replicas, their state, address, requests and sessions")
    .addHelpText(
      "after",
      "\nSessions are those in a replica's own memory; with state in Redis they stand in Redis's row.",
    )
    .action(status);

async function status({ json }: { json?: boolean }): Promise<void> {
  const found = await findDeployment();
  if (!found) return print(json, null, "Nothing is up. Bring a scenario up: scripts/lab up bug");
  const { runtime, deployment } = found;
  const members = shareSessions(
    await withStats(runtime, await runtime.members()),
    SCENARIOS[deployment.scenario].state,
  );
  const heading = `${style.bold(deployment.scenario)} on ${deployment.runtime}, balancing ${deployment.balancing}, at ${style.bold(deployment.url)}`;
  const rows = members.map(({ name, state, address, requests, sessions }) => [
    name,
    COLOURED[state](state),
    address ?? "",
    `${requests ?? ""}`,
    `${sessions ?? ""}`,
  ]);
  print(
    json,
    { ...deployment, members },
    `${heading}\n\n${table([["", "state", "address", "requests", "sessions"], ...rows])}`,
  );
}

const COLOURED: Record<MemberState, (text: string) => string> = {
  ready: style.good,
  starting: style.doubtful,
  stopped: style.bad,
};

function withStats(runtime: Runtime, members: Member[]): Promise<MemberStatus[]> {
  return Promise.all(
    members.map(async (member) => {
      const stats =
        member.role === "replica" && member.state !== "stopped" ? await runtime.stats(member.name) : null;
      return stats ? { ...member, requests: stats.requests, sessions: stats.sessions } : member;
    }),
  );
}

/** Where replicas share their sessions, the number belongs to the store and not to each of them. */
function shareSessions(members: MemberStatus[], state: "memory" | "redis"): MemberStatus[] {
  if (state === "memory") return members;
  const sessions = members.find((member) => member.sessions !== undefined)?.sessions;
  return members.map(({ sessions: _own, ...member }) =>
    member.role === "redis" && sessions !== undefined ? { ...member, sessions } : member,
  );
}
