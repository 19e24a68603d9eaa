/** A Redis or a Sentinel, and where its peers reach it. */
export interface Peer {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/**
 * What a server replies to these commands, as text, lists a line each element; null where it does not answer, or refuses one. A Redis is
 * asked as its operator.
 */
export type Ask = (peer: Peer, ...commands: readonly string[][]) => Promise<string[] | null>;

/** What there is to know of a server that keeps state. */
export interface ServerStatus {
  readonly isReady: boolean;
  /** Absent where there is nothing to be master of. */
  readonly isMaster?: boolean;
}

/** Redis servers that replace each other, and their Sentinels, by name. Acts as Peers do. */
export interface PeerGroup {
  look(names: readonly string[]): Promise<ServerStatus[]>;
  failOver(gently: boolean): Promise<void>;
  cutOff(name: string): Promise<void>;
  reconnect(name: string): Promise<void>;
}

/** Seconds that a failover may take. */
export const FAILOVER_SECONDS = 20;

/** What INFO says of its role; null where it does not answer. A replica is in step when it has copied all and is connected. */
export async function replicationOf(ask: Ask, peer: Peer) {
  const [info] = (await ask(peer, ["INFO", "replication"])) ?? [];
  if (info === undefined) return null;
  return { isMaster: info.includes("role:master"), inStep: info.includes("master_link_status:up") };
}
