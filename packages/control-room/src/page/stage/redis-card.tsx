import type { MemberNow } from "../../wire/live.ts";
import { BlowButton } from "../desk/blow-button.tsx";

/** The shared state, which all replicas ask. */
export function RedisCard({ member, place, busy }: { member: MemberNow; place: number; busy: boolean }) {
  const { name, state } = member;
  return (
    <div class={`redis is-${state}`}>
      <strong>Redis</strong>
      <span>{state === "ready" ? "everybody’s sessions and carts" : state}</span>
      <BlowButton
        blow={{ act: state === "stopped" ? "start" : "kill", member: name }}
        places={[place]}
        disabled={busy}
      >
        {state === "stopped" ? "Start" : "Kill"}
        <span class="unseen"> Redis</span>
      </BlowButton>
    </div>
  );
}
