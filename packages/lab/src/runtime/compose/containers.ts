import type { Member } from "../runtime.ts";

/** A container of the project, in the lab's words. */
export interface Container {
  readonly id: string;
  readonly service: string;
  readonly member: string;
  readonly role: Member["role"];
  readonly state: Member["state"];
  readonly address: string | null;
  /** Its own health check: a command, to be run inside. */
  readonly check: readonly string[];
  /** nginx only: where it is on this machine, and the file that says how it balances. */
  readonly port: string | undefined;
  readonly balancingFile: string | undefined;
}

/** The parts of `docker inspect` that are read here: https://docs.docker.com/reference/api/engine/ (ContainerInspect). */
interface Inspected {
  readonly Id: string;
  readonly State: { readonly Running: boolean; readonly Health?: { readonly Status: string } };
  readonly Config: {
    readonly Labels: Readonly<Record<string, string>>;
    readonly Healthcheck?: { readonly Test: readonly string[] };
  };
  readonly HostConfig: {
    readonly PortBindings: Readonly<Record<string, { readonly HostPort: string }[]>> | null;
  };
  readonly Mounts: readonly { readonly Source: string; readonly Destination: string }[];
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

const PORTS = { replica: 3000, nginx: 8080, redis: 6379 };

export function parseContainers(json: string): Container[] {
  return (JSON.parse(json) as Inspected[]).map(
    ({ Id, State, Config: { Labels, Healthcheck }, HostConfig, Mounts, NetworkSettings }) => {
      const service = Labels["com.docker.compose.service"] ?? "";
      const role = roleOf(service);
      const balancing = Mounts.find(({ Destination }) => Destination === "/etc/nginx/balancing.conf")?.Source;
      const networks = Object.entries(NetworkSettings.Networks);
      // a shop is in Redis's network, too, where nginx is not
      const [, network] = networks.find(([name]) => !name.endsWith("_store")) ?? networks[0] ?? [];
      const ip = network?.IPAddress;
      return {
        id: Id,
        service,
        role,
        member:
          role === "replica"
            ? `${service.split("-")[0]}-${Labels["com.docker.compose.container-number"]}`
            : role,
        state: stateOf(role, State),
        address: ip ? `${ip}:${PORTS[role]}` : null,
        port: HostConfig.PortBindings?.["8080/tcp"]?.[0]?.HostPort,
        // Docker Desktop tells a path of the machine as its virtual machine sees it
        balancingFile: balancing?.replace(/^\/host_mnt/, ""),
        check: Healthcheck?.Test.slice(1) ?? [],
      };
    },
  );
}

/** nginx's health check asks for more than nginx, namely a replica that is ready, so it is not what tells. */
function stateOf(role: Member["role"], { Running, Health }: Inspected["State"]): Member["state"] {
  if (!Running) return "stopped";
  return role !== "nginx" && Health?.Status === "healthy" ? "ready" : "starting";
}

function roleOf(service: string): Member["role"] {
  if (service.startsWith("nginx-")) return "nginx";
  return service === "redis" ? "redis" : "replica";
}
