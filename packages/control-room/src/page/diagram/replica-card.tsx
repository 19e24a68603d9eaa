import type { MemberStatus } from "../../wire/side.ts";
import { ActionButton } from "../controls/action-button.tsx";
import { targetsFrom } from "../controls/target-sides.ts";
import type { SideView } from "../live/live-state.ts";
import { appearanceOf, svgPathOf } from "./appearance.ts";
import { barWidth } from "./load-bar.ts";
import { killOrStart } from "./member-actions.ts";

interface ReplicaCardProps {
  readonly member: MemberStatus;
  readonly side: SideView;
  /** From 0. */
  readonly sideIndex: number;
  /** The load that fills a bar, in answers a second. */
  readonly fullLoad: number;
}

/** A replica: its load, how many customers are pinned to it, and buttons to kill, stop and start it. */
export function ReplicaCard({ member, side, sideIndex, fullLoad }: ReplicaCardProps) {
  const { name, state, load, pinned } = member;
  const appearance = appearanceOf(name);
  const isStopped = state === "stopped";
  const { label, action } = killOrStart(member);
  const button = {
    targets: targetsFrom(sideIndex),
    // commands act on the first side
    showsCommand: sideIndex === 0,
    isDisabled: side.ongoing !== null,
  };
  return (
    <li class={`replica replica-${appearance} is-${state}`} data-replica={name}>
      <svg class="shape" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
        <path d={svgPathOf(appearance)} />
      </svg>
      <strong class="replica-name">{name}</strong>
      {state === "ready" ? (
        <>
          <span class="load" aria-hidden="true">
            <span style={{ width: barWidth(load, fullLoad) }} />
          </span>
          <span class="replica-facts">
            <span>{load.toFixed(0)}/s</span> <span>{pinned} pinned</span>
          </span>
        </>
      ) : (
        <span class="replica-facts replica-state">{state === "starting" ? "not ready" : state}</span>
      )}
      <span key="buttons" class="replica-actions">
        {/* one button for both, so that the keyboard focus stays on it */}
        <ActionButton action={action} {...button}>
          {label}
          <span class="unseen"> {name}</span>
        </ActionButton>
        {!isStopped && (
          <ActionButton action={{ type: "stop", member: name }} {...button}>
            Stop<span class="unseen"> {name}</span>
          </ActionButton>
        )}
      </span>
      {side.state === "memory" && <span class="memory">{isStopped ? "memory gone" : "memory"}</span>}
    </li>
  );
}
