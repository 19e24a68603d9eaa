import type { Balancing } from "@shop/lab/scenarios.ts";
import { isRunning, type MemberStatus, type SideStatus } from "../../wire/side.ts";
import { stateInWords } from "./state-in-words.ts";

interface ReplicaFactsProps {
  readonly member: MemberStatus;
  readonly side: Pick<SideStatus, "state" | "balancing">;
}

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
      <span>{stateInWords(state)}</span>
      {hasLostMemory && <span class="memory"> memory gone</span>}
    </span>
  );
}
