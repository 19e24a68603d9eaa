import { promises as dns } from "node:dns";
import { hostname, networkInterfaces } from "node:os";

/**
 * Resolves with this replica's name: lower-case letters, digits and hyphens. Docker Compose gives the copies of a service no
 * names of their own, but it numbers their containers, and Docker's DNS resolves a container's address to a name like
 * project-service-2.project_network. The first word of the service and the number make the replica's name. Elsewhere it is the
 * host's name.
 */
export async function replicaName(): Promise<string> {
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  const name = (address && (await containerName(address))) ?? hostname();
  return name.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
}

async function containerName(address: string): Promise<string | undefined> {
  // not dns.reverse(): it reads /etc/hosts first, where Docker writes the container's id
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
