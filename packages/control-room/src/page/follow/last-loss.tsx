import { sides } from "../live/live-state.ts";
import { harmsOf } from "./click-in-words.ts";

/** What went wrong last for the followed customer on each side. The lists show it; screen readers say it from here, once. */
export function LastLoss({ customer }: { customer: number | null }) {
  const losses = sides.value.flatMap(({ scenario, customers }) => {
    const { clicks = [] } = customers.find(({ number }) => number === customer) ?? {};
    const harms = clicks.map(harmsOf).findLast((found) => found.length > 0);
    return harms ? [`${scenario}: ${harms.join(", ")}.`] : [];
  });
  return (
    <p role="status" class="unseen">
      {losses.join(" ")}
    </p>
  );
}
