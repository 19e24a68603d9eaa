import type { SideView } from "../../live/live-state.ts";
import { busiestShares, formatShare, isCalm, shareOf } from "./observe.ts";
import type { Figure, Observation, Step } from "./step.ts";

/** A new replica gets no customers while they are pinned to the others. */
export const unevenLoad: Step = {
  title: "The uneven load",
  start: { balancing: "cookie", replicas: 3 },
  situation:
    "With state in memory, a cookie pins each customer to one of three replicas. With Redis, nginx sends each click to the next.",
  prediction: {
    text: "Both sides get two more replicas. How much does the new shop-5 serve?",
    choices: [
      {
        text: "A fifth on both sides.",
        isRight: false,
        reason: "With state in memory everybody stays pinned to the three replicas that were there before.",
      },
      {
        text: "Almost nothing on both sides.",
        isRight: false,
        reason: "With Redis any replica can answer anybody, so shop-5 gets its share at once.",
      },
      {
        text: "Almost nothing in memory, a fifth with Redis.",
        isRight: true,
        reason: "With state in memory everybody stays pinned to the three replicas that were there before.",
      },
    ],
  },
  on: "both",
  buttons: [{ label: "Five replicas", action: () => ({ type: "scale", replicas: 5 }) }],
  evidence: ({ now }) => [
    share("shop-5", now),
    share("shop-4", now),
    { name: "busiest replica", ...busiestShares(now) },
  ],
  isSeen: ({ now }) => isCalm(now) && isBetween(0, 0.05, now.memory) && isBetween(0.15, 0.25, now.redis),
  why: "Sticky sessions balance customers, once, when they arrive. Shared state lets nginx balance requests.",
};

const share = (name: string, { memory, redis }: Observation["now"]): Figure => ({
  name: `${name} serves`,
  memory: formatShare(shareOf(name, memory)),
  redis: formatShare(shareOf(name, redis)),
});

/** Whether shop-5 is ready and serves a share within these bounds. */
function isBetween(least: number, most: number, side: SideView): boolean {
  const isReady = side.members.some(({ name, state }) => name === "shop-5" && state === "ready");
  const served = shareOf("shop-5", side) ?? 0;
  return isReady && served >= least && served <= most;
}
