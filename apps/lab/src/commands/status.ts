import { labCommand } from "@shop/lab/lab-command.ts";
import { table } from "@shop/lab/report/table.ts";
import { browserUrl, browserUrls } from "@shop/lab/runtime/browser-url.ts";
import { findUp, requireUp } from "@shop/lab/runtime/choose.ts";
import {
  type Deployment,
  type Found,
  isRunning,
  type Member,
  type MemberState,
  type ReplicaStats,
  type Runtime,
} from "@shop/lab/runtime/runtime.ts";
import { style } from "@shop/lab/terminal-style.ts";
import type { VerbOptions } from "../arguments.ts";
import { print } from "../output.ts";

type MemberStatus = Omit<Member, "id"> & Partial<ReplicaStats>;

/** A deployment that is up, and its members. */
type Status = Partial<Deployment> & {
  readonly browserUrl?: string;
  readonly members: readonly MemberStatus[];
};

export async function status({ name, json }: VerbOptions): Promise<void> {
  const found = name === undefined ? await findUp() : [await requireUp(name)];
  const [first, ...beside] = await Promise.all(found.map(statusOf));
  if (!first) return print(json, null, "Nothing is up. Bring a scenario up: scripts/lab up bug");
  print(json, { ...first, beside }, [first, ...beside].map(textOf).join("\n\n"));
}

async function statusOf({ runtime, snapshot: { deployment, members } }: Found): Promise<Status> {
  return {
    name: runtime.deploymentName,
    runtime: runtime.name,
    ...(deployment && { ...deployment, browserUrl: browserUrl(deployment) }),
    members: shareSessions(await withStats(runtime, members)),
  };
}

function textOf(status: Status): string {
  const rows = status.members.map(({ name, state, isMaster, address, requests, sessions }) => [
    name,
    COLOURED[state](isMaster ? `${state}, master` : state),
    address ?? "",
    `${requests ?? ""}`,
    `${sessions ?? ""}`,
  ]);
  return `${headingOf(status)}\n\n${table([["", "state", "address", "requests", "sessions"], ...rows])}`;
}

function headingOf({ name, scenario, runtime, balancing, url, urls }: Status): string {
  const named = name === undefined ? "" : `${style.bold(name)}: `;
  if (!scenario || !url)
    return `${named}This is only a part of a deployment, without nginx: an \`up\` failed or was interrupted. ${labCommand("down", name)} removes it.`;
  return `${named}${style.bold(scenario)} on ${runtime}, balancing ${balancing}, at ${style.bold(browserUrls({ name, scenario, url, urls }).join(" and "))}`;
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
