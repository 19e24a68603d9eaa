import { promises as dns } from "node:dns";
import { hostname, networkInterfaces } from "node:os";

/**
 * What this replica is called. Docker Compose gives the copies of a service no name of their own but numbers their
 * containers, which Docker's DNS tells to who asks for the name behind an address: project-service-2.project_network.
 * Elsewhere the host's name serves.
 */
export async function replicaName(): Promise<string> {
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  const number = address && (await containerNumber(address));
  return number
    ? `shop-${number}`
    : hostname()
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]/g, "-");
}

async function containerNumber(address: string): Promise<string | undefined> {
  // not dns.reverse(), which reads /etc/hosts first, where Docker writes the container's id
  const question = `${address.split(".").reverse().join(".")}.in-addr.arpa`;
  const names = await dns.resolvePtr(question).catch(() => []);
  return names.map((name) => /^([^.]+)-[^.]+-(\d+)\.\1_/.exec(name)?.[2]).find(Boolean);
}

/** One of eight colours, always the same for the same name; the first eight numbered replicas differ. */
export function replicaColour(name: string): number {
  const number = /(\d+)$/.exec(name)?.[1];
  const seed = number ? Number(number) - 1 : [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return (((seed % 8) + 8) % 8) + 1;
}
