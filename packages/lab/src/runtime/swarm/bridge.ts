import { docker } from "../compose/docker.ts";

/** The bridge over which containers in overlay networks reach this machine, and this machine them. */
const BRIDGE = "docker_gwbridge";

interface Bridge {
  readonly IPAM: { readonly Config: readonly { readonly Gateway: string }[] };
  readonly Containers: Readonly<Record<string, { readonly Name: string; readonly IPv4Address: string }>>;
}

/** This machine's address as containers see it. */
export async function gatewayAddress(): Promise<string> {
  return (await inspectBridge()).IPAM.Config[0]?.Gateway ?? "";
}

/** The address of each container on the bridge, by the first twelve characters of its sandbox. Overlay addresses lead nowhere here. */
export async function bridgeAddresses(): Promise<ReadonlyMap<string, string>> {
  const { Containers } = await inspectBridge();
  return new Map(
    Object.values(Containers).map(({ Name, IPv4Address }) => [
      Name.replace("gateway_", ""),
      IPv4Address.split("/")[0] as string,
    ]),
  );
}

async function inspectBridge(): Promise<Bridge> {
  const [bridge] = JSON.parse(await docker(["network", "inspect", BRIDGE])) as [Bridge];
  return bridge;
}
