import { table } from "@shop/lab/report/table.ts";
import { findRuntime } from "@shop/lab/runtime/choose.ts";
import type { Deployment, Member, MemberState, ReplicaStats, Runtime } from "@shop/lab/runtime/runtime.ts";
import { SCENARIOS } from "@shop/lab/scenarios.ts";
import { style } from "@shop/lab/terminal-style.ts";
import { Command } from "commander";
import { print } from "../output.ts";

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
  const runtime = await findRuntime();
  if (!runtime) return print(json, null, "Nothing is up. Bring a scenario up: scripts/lab up bug");
  const [deployment, own] = await Promise.all([runtime.deployment(), runtime.members()]);
  const state = deployment ? SCENARIOS[deployment.scenario].state : "memory";
  const members = shareSessions(await withStats(runtime, own), state);
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
};

function withStats(runtime: Runtime, members: Member[]): Promise<MemberStatus[]> {
  return Promise.all(
    members.map(async (member) => {
      if (member.role !== "replica" || member.state === "stopped") return member;
      const stats = await runtime.stats(member.name);
      // Docker notices late that a replica is no longer healthy; one that does not tell is not
      if (!stats) return { ...member, state: "starting" as const };
      return { ...member, requests: stats.requests, sessions: stats.sessions };
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
