import type { Balancing } from "@shop/lab/scenarios.ts";
import type { MemberStatus } from "../../wire/side.ts";
import { stateInWords } from "./state-in-words.ts";

interface NginxCardProps {
  readonly balancing: Balancing;
  readonly state: MemberStatus["state"];
}

/** The load balancer, which every request passes: how it balances, or why it does not. */
export const NginxCard = ({ balancing, state }: NginxCardProps) => (
  <div class={`nginx is-${state}`} data-part="nginx">
    <strong>nginx</strong>
    <span>{state === "ready" ? balancing : stateInWords(state)}</span>
  </div>
);
