import { promises as dns } from "node:dns";
import { hostname, networkInterfaces } from "node:os";

/**
 * What this replica is called. Docker Compose gives the copies of a service no name of their own but numbers their
 * containers, which Docker's DNS tells to who asks for the name behind an address: project-service-2.project_network.
 * The first word of the service and that number make a name. Elsewhere the host's name serves.
 */
export async function replicaName(): Promise<string> {
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  const name = (address && (await containerName(address))) ?? hostname();
  return name.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
}

async function containerName(address: string): Promise<string | undefined> {
  // not dns.reverse(), which reads /etc/hosts first, where Docker writes the container's id
  const question = `${address.split(".").reverse().join(".")}.in-addr.arpa`;
  const names = await dns.resolvePtr(question).catch(() => []);
  const parts = names
    .map(
      (name) =>
        /^(?<project>[^.]+)-(?<word>[a-z0-9]+)(-[^.]+)?-(?<number>\d+)\.\k<project>_/.exec(name)?.groups,
    )
    .find(Boolean);
  return parts && `${parts.word}-${parts.number}`;
}
