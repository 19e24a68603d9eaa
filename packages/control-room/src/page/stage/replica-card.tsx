import type { MemberNow } from "../../wire/live.ts";
import { BlowButton } from "../desk/blow-button.tsx";
import { targetsOf } from "../desk/target.ts";
import type { SideView } from "../live/room.ts";
import { lookOf, pathOf } from "./look.ts";

interface ReplicaCardProps {
  readonly member: MemberNow;
  readonly side: SideView;
  readonly place: number;
  /** The load that fills a bar, the same for all replicas of the page. */
  readonly mostLoad: number;
}

/** A replica: how much it serves, who is pinned to it, and how to end it. */
export function ReplicaCard({ member, side, place, mostLoad }: ReplicaCardProps) {
  const { name, state, load, pinned } = member;
  const look = lookOf(name);
  const places = targetsOf(place);
  const busy = side.busy !== null;
  const stopped = state === "stopped";
  const width = `${Math.min(100, (100 * load) / mostLoad)}%`;
  return (
    <li class={`replica replica-${look} is-${state}`} data-replica={name}>
      <svg class="shape" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
        <path d={pathOf(look)} />
      </svg>
      <strong class="replica-name">{name}</strong>
      {state === "ready" ? (
        <>
          <span class="load" aria-hidden="true">
            <span style={{ width }} />
          </span>
          <span class="replica-facts">
            <span>{load.toFixed(0)}/s</span> <span>{pinned} pinned</span>
          </span>
        </>
      ) : (
        <span class="replica-facts replica-state">{state === "starting" ? "not ready" : state}</span>
      )}
      <span key="blows" class="replica-blows">
        {/* one button that changes, so that the focus stays on it */}
        <BlowButton blow={{ act: stopped ? "start" : "kill", member: name }} places={places} disabled={busy}>
          {stopped ? "Start" : "Kill"}
          <span class="unseen"> {name}</span>
        </BlowButton>
        {!stopped && (
          <BlowButton blow={{ act: "stop", member: name }} places={places} disabled={busy}>
            Stop<span class="unseen"> {name}</span>
          </BlowButton>
        )}
      </span>
      {side.state === "memory" && <span class="memory">{stopped ? "memory gone" : "memory"}</span>}
    </li>
  );
}
