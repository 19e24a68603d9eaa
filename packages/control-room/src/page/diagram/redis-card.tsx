import type { MemberStatus } from "../../wire/side.ts";
import { ActionButton } from "../controls/action-button.tsx";
import { placeOf } from "../controls/target-sides.ts";
import { ongoingOn } from "../controls/waiting.ts";
import { killOrStart } from "./member-actions.ts";

interface RedisCardProps {
  readonly member: MemberStatus;
  /** From 0. */
  readonly sideIndex: number;
}

/** Redis, where all replicas keep their state. */
export function RedisCard({ member, sideIndex }: RedisCardProps) {
  const { name, state } = member;
  const { label, action } = killOrStart(name, [{ members: [member] }]);
  const targets = [sideIndex];
  return (
    <div class={`redis is-${state}`}>
      <strong>Redis</strong>
      <span>{state === "ready" ? "shared state" : state}</span>
      <ActionButton
        action={action}
        targets={targets}
        object={`Redis ${placeOf(targets)}`}
        showsCommand={false}
        waitsFor={ongoingOn(targets)}
      >
        {label}
      </ActionButton>
    </div>
  );
}
