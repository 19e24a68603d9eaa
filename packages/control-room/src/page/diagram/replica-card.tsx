import { isRunning, type MemberStatus } from "../../wire/side.ts";
import { ActionButton } from "../controls/action-button.tsx";
import { placeOf } from "../controls/target-sides.ts";
import { ongoingOn } from "../controls/waiting.ts";
import type { SideView } from "../live/live-state.ts";
import { appearanceOf, svgPathOf } from "./appearance.ts";
import { barWidth } from "./load-bar.ts";
import { killOrStart } from "./member-actions.ts";
import { ReplicaFacts } from "./replica-facts.tsx";

interface ReplicaCardProps {
  readonly member: MemberStatus;
  readonly side: SideView;
  /** From 0. */
  readonly sideIndex: number;
  /** The load that fills a bar, in answers a second. */
  readonly fullLoad: number;
}

/** A replica: its load, how many customers are pinned to it, and buttons that kill, stop and start it on this side. */
export function ReplicaCard({ member, side, sideIndex, fullLoad }: ReplicaCardProps) {
  const { name, state, load } = member;
  const appearance = appearanceOf(name);
  const { label, action } = killOrStart(name, [side]);
  const targets = [sideIndex];
  const button = {
    targets,
    object: `${name} ${placeOf(targets)}`,
    showsCommand: false,
    waitsFor: ongoingOn(targets),
  };
  return (
    <li class={`replica replica-${appearance} is-${state}`} data-replica={name}>
      <div class="replica-card">
        <svg class="shape" viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
          <path d={svgPathOf(appearance)} />
        </svg>
        <strong class="replica-name">{name}</strong>
        <ReplicaFacts member={member} side={side} />
        {state === "ready" && (
          <span class="load" aria-hidden="true">
            <span style={{ width: barWidth(load, fullLoad) }} />
          </span>
        )}
        {side.state === "memory" && isRunning(member) && <span class="memory-tag">memory</span>}
        <span key="buttons" class="replica-actions">
          {/* one button for both, so that the keyboard focus stays on it */}
          <ActionButton action={action} {...button}>
            {label}
          </ActionButton>
          {isRunning(member) && (
            <ActionButton action={{ type: "stop", member: name }} {...button}>
              Stop
            </ActionButton>
          )}
        </span>
      </div>
    </li>
  );
}
