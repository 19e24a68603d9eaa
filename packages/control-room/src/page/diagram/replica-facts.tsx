import type { Balancing } from "@shop/lab/scenarios.ts";
import { isRunning, type MemberStatus, type SideStatus } from "../../wire/side.ts";

interface ReplicaFactsProps {
  readonly member: MemberStatus;
  readonly side: Pick<SideStatus, "state" | "balancing">;
}

const STATES: Readonly<Record<Exclude<MemberStatus["state"], "ready">, string>> = {
  starting: "not ready",
  stopped: "stopped",
  dead: "dead",
};

/** Elsewhere it is chance if a customer meets the same replica several times. */
const PINNING: ReadonlySet<Balancing> = new Set(["ip-hash", "cookie"]);

/** What a replica does, or why it does nothing, and what has become of the state in its memory. */
export function ReplicaFacts({ member, side }: ReplicaFactsProps) {
  const { state, load, pinned } = member;
  if (state === "ready")
    return (
      <span class="replica-facts">
        <span>{load.toFixed(0)}/s</span>
        {PINNING.has(side.balancing) && <span> {pinned} pinned</span>}
      </span>
    );
  const hasLostMemory = side.state === "memory" && !isRunning(member);
  return (
    <span class="replica-facts replica-state">
      <span>{STATES[state]}</span>
      {hasLostMemory && <span class="memory"> memory gone</span>}
    </span>
  );
}
