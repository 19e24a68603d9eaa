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

/** Masters with a part of the carts each, and a replica of each that becomes master when its master is gone. */
export function clusterGroup(peers: readonly Peer[], ask: Ask): PeerGroup {
  const cannotCutOff = async () => {
    throw new LabError("A node of a cluster cannot be cut off: nodes talk to each other without signing in.");
  };
  const lookAt = async (peer: Peer): Promise<ServerStatus> => {
    const [replication, info] = await Promise.all([replicationOf(ask, peer), ask(peer, ["CLUSTER", "INFO"])]);
    if (!replication) return { isReady: false };
    const { isMaster, inStep } = replication;
    return { isMaster, isReady: (info?.[0]?.includes("cluster_state:ok") && (isMaster || inStep)) ?? false };
  };
  return {
    look: (names) =>
      Promise.all(names.map((name) => lookAt(peers.find((peer) => peer.name === name) as Peer))),
    // CLUSTER FAILOVER is always gentle
    async failOver() {
      for (const peer of peers) {
        const replication = await replicationOf(ask, peer);
        if (!replication?.inStep || !(await ask(peer, ["CLUSTER", "FAILOVER"]))) continue;
        const isMaster = async () => (await replicationOf(ask, peer))?.isMaster;
        await waitUntil(`${peer.name} to be master`, isMaster, { seconds: FAILOVER_SECONDS });
        return;
      }
      throw new LabError("The cluster has no replica that could become master.");
    },
    cutOff: cannotCutOff,
    reconnect: cannotCutOff,
  };
}
