import { LabError } from "../../errors.ts";
import { waitUntil } from "../../wait-until.ts";
import {
  type Ask,
  FAILOVER_SECONDS,
  type Peer,
  type PeerGroup,
  replicationOf,
  type ServerStatus,
} from "./peer-group.ts";

/** The name under which redis/sentinel.sh watches the master. */
export const MASTER_NAME = "shop";
/** Until the master has been told that it is a replica, and no longer than a few seconds. */
const PAUSE_CHANGES = ["CLIENT", "PAUSE", "5000", "WRITE"];
const CLOSE_CONNECTIONS = ["CLIENT", "KILL", "USER", "peer"];

/** One master and its replicas, and Sentinels that make a replica master when the master is gone. */
export function sentinelGroup(peers: readonly Peer[], ask: Ask): PeerGroup {
  const sentinels = peers.filter(isSentinel);
  const replicas = peers.length - sentinels.length - 1;

  /** The master that a Sentinel names; null where none answers. */
  const findMaster = async (): Promise<Peer | null> => {
    for (const sentinel of sentinels) {
      const [reply] = (await ask(sentinel, ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME])) ?? [];
      if (reply) return peers.find(({ host, port }) => reply.trim() === `${host}\n${port}`) ?? null;
    }
    return null;
  };
  const lookAtRedis = async (redis: Peer, found: Promise<Peer | null>): Promise<ServerStatus> => {
    const [replication, master] = await Promise.all([replicationOf(ask, redis), found]);
    if (!replication) return { isReady: false, isMaster: master === redis };
    // an old master that is back takes itself for the master until a Sentinel corrects it
    const isMaster = master === null ? replication.isMaster : master === redis;
    return { isMaster, isReady: isMaster ? replication.isMaster : replication.inStep };
  };
  /** A server that does not let its peers in is for them as if it were cut off from the network. */
  const letPeersIn = async (name: string, access: "on" | "off", ...more: string[][]) => {
    if (!(await ask(named(name, peers), ["ACL", "SETUSER", "peer", access], ...more)))
      throw new LabError(`${name} does not answer.`);
  };
  return {
    look(names) {
      const found = findMaster();
      const lookAt = async (peer: Peer): Promise<ServerStatus> =>
        isSentinel(peer) ? { isReady: await knowsAll(peer, replicas, ask) } : lookAtRedis(peer, found);
      return Promise.all(names.map((name) => lookAt(named(name, peers))));
    },
    async failOver(gently) {
      const before = await findMaster();
      // Sentinels do not: what the master takes after a replica has taken over would be lost
      if (gently && before) await ask(before, PAUSE_CHANGES);
      let begun: string[] | null = null;
      for (const sentinel of sentinels) begun ??= await ask(sentinel, ["SENTINEL", "FAILOVER", MASTER_NAME]);
      if (!begun) throw new LabError("No Sentinel can hand over now.", "scripts/lab status");
      const isReplaced = async () => {
        const now = await findMaster();
        return now && now !== before;
      };
      await waitUntil("another Redis to be master", isReplaced, {
        seconds: FAILOVER_SECONDS,
        hint: "scripts/lab logs sentinel-1",
      });
    },
    cutOff: (name) => letPeersIn(name, "off", CLOSE_CONNECTIONS),
    reconnect: (name) => letPeersIn(name, "on"),
  };
}

export const isSentinel = ({ name }: Pick<Peer, "name">) => name.startsWith("sentinel-");

const named = (name: string, peers: readonly Peer[]) => peers.find((peer) => peer.name === name) as Peer;

/** Whether enough Sentinels agree with this one to make a replica master, and all replicas are known. */
async function knowsAll(sentinel: Peer, replicas: number, ask: Ask): Promise<boolean> {
  const replies = await ask(sentinel, ["SENTINEL", "CKQUORUM", MASTER_NAME], ["INFO", "sentinel"]);
  return replies?.[1]?.includes(`slaves=${replicas}`) ?? false;
}
