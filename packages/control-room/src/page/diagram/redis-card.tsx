import type { MemberStatus } from "../../wire/side.ts";
import { ActionButton } from "../controls/action-button.tsx";
import { killOrStart } from "./member-actions.ts";

interface RedisCardProps {
  readonly member: MemberStatus;
  /** From 0. */
  readonly sideIndex: number;
  readonly isBusy: boolean;
}

/** Redis, where all replicas keep their state. */
export function RedisCard({ member, sideIndex, isBusy }: RedisCardProps) {
  const { state } = member;
  const { label, action } = killOrStart(member);
  return (
    <div class={`redis is-${state}`}>
      <strong>Redis</strong>
      <span>{state === "ready" ? "everybody’s sessions and carts" : state}</span>
      <ActionButton action={action} targets={[sideIndex]} isDisabled={isBusy}>
        {label}
        <span class="unseen"> Redis</span>
      </ActionButton>
    </div>
  );
}
