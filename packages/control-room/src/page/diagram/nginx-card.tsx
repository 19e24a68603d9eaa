import type { Balancing } from "@shop/lab/scenarios.ts";

/** The load balancer, which every request passes. */
export const NginxCard = ({ balancing }: { balancing: Balancing }) => (
  <div class="nginx" data-part="nginx">
    <strong>nginx</strong>
    <span>{balancing}</span>
  </div>
);
