import type { Balancing } from "@shop/lab/scenarios.ts";

/** The load balancer, which all customers go through. */
export const Nginx = ({ balancing }: { balancing: Balancing }) => (
  <div class="nginx" data-place="nginx">
    <strong>nginx</strong>
    <span>{balancing}</span>
  </div>
);
