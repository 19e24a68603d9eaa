import type { Member } from "../runtime.ts";
import { docker } from "./docker.ts";

/** A container of the project, before the lab has asked whether it is ready. */
export interface Container extends Omit<Member, "state"> {
  readonly project: string;
  readonly service: string;
  readonly running: boolean;
  /** Of the last process that ended; 0 before any has. */
  readonly exitCode: number;
  /** Docker's own health check passed lately. */
  readonly healthy: boolean;
  /** The command of that check, to be run inside. */
  readonly check: readonly string[];
  /** Names its addresses on networks of this machine. */
  readonly sandbox: string;
  /** nginx only: its port on this machine, and the file that says how it balances. */
  readonly port: string | undefined;
  readonly balancingFile: string | undefined;
}

/** The parts of `docker inspect` that are read here: https://docs.docker.com/reference/api/engine/ (ContainerInspect). */
interface Inspected {
  readonly Id: string;
  readonly State: {
    readonly Running: boolean;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: {
    readonly Labels: Readonly<Record<string, string>>;
    readonly Healthcheck?: { readonly Test: readonly string[] };
  };
  readonly HostConfig: {
    readonly PortBindings: Readonly<Record<string, { readonly HostPort: string }[]>> | null;
  };
  readonly Mounts: readonly { readonly Source: string; readonly Destination: string }[];
  readonly NetworkSettings: {
    readonly SandboxID: string;
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
  };
}

/** By the first word of a service's name. */
const ROLES: Readonly<Record<string, Member["role"]>> = {
  nginx: "nginx",
  redis: "redis",
  node: "redis",
  sentinel: "sentinel",
};

/** Which part of which deployment a container is, by its labels. */
export type Identify = (
  labels: Readonly<Record<string, string>>,
) => Pick<Container, "project" | "service" | "name" | "role">;

export const PORTS = { replica: 3000, nginx: 8080, redis: 6379, sentinel: 26379 };

/** Throws a LabError where one of these containers no longer exists. */
export async function inspect(
  ids: readonly string[],
  identify: Identify = identifyByCompose,
): Promise<Container[]> {
  if (ids.length === 0) return [];
  const inspected = JSON.parse(await docker(["inspect", ...ids])) as Inspected[];
  const containers = inspected.map((container) => toContainer(container, identify));
  const isOneOfTwo = containers.some(({ name }) => name === "nginx-2");
  return containers.map((container) =>
    isOneOfTwo && container.name === "nginx" ? { ...container, name: "nginx-1" } : container,
  );
}

function toContainer(
  { Id, State, Config, HostConfig, Mounts, NetworkSettings }: Inspected,
  identify: Identify,
): Container {
  const identity = identify(Config.Labels);
  const ip = addressIn(NetworkSettings.Networks);
  const balancing = Mounts.find(({ Destination }) => Destination === "/etc/nginx/balancing.conf")?.Source;
  return {
    id: Id,
    ...identity,
    running: State.Running,
    exitCode: State.ExitCode,
    healthy: State.Health?.Status === "healthy",
    check: Config.Healthcheck?.Test.slice(1) ?? [],
    address: ip ? `${ip}:${PORTS[identity.role]}` : null,
    sandbox: NetworkSettings.SandboxID,
    port: HostConfig.PortBindings?.["8080/tcp"]?.[0]?.HostPort,
    // Docker Desktop reports a path of this machine as its virtual machine sees it
    balancingFile: balancing?.replace(/^\/host_mnt/, ""),
  };
}

function identifyByCompose(labels: Readonly<Record<string, string>>): ReturnType<Identify> {
  const service = labels["com.docker.compose.service"] ?? "";
  const role = roleOf(service);
  const number = labels["com.docker.compose.container-number"];
  const project = labels["com.docker.compose.project"] ?? "";
  return { project, service, name: nameOf(service, role, number), role };
}

/** A shop is in Redis's network too, where nginx cannot reach it. */
function addressIn(networks: Inspected["NetworkSettings"]["Networks"]): string | undefined {
  const all = Object.entries(networks);
  const [, network] = all.find(([name]) => !name.endsWith("_store")) ?? all[0] ?? [];
  return network?.IPAddress;
}

function roleOf(service: string): Member["role"] {
  const [kind = ""] = service.split("-");
  return ROLES[kind] ?? "replica";
}

function nameOf(service: string, role: Member["role"], number: string | undefined): string {
  if (role === "replica") return `${service.split("-")[0]}-${number}`;
  if (role === "nginx") return service.startsWith("nginx-2-") ? "nginx-2" : role;
  // redis, redis-1 beside Sentinels, and node-1 of a cluster
  return service.replace("node-", "redis-");
}
