import { busiestShares, increase, increases, isCalm, strangersNow } from "./observe.ts";
import type { Step } from "./step.ts";

/** The first patch: a cookie that names a replica. */
export const pinnedByCookie: Step = {
  title: "The patch by cookie",
  start: { balancing: "round-robin", replicas: 3 },
  situation: "With state in memory, nginx sends each click to the next replica, and customers are strangers.",
  prediction: {
    text: "nginx pins each customer by cookie. What happens with state in memory?",
    choices: [
      {
        text: "Everybody signs in once more, then all is calm.",
        isRight: true,
        reason: "The cookie names a replica, and nginx sends the customer there from now on.",
      },
      {
        text: "Nothing: the state is still in memory.",
        isRight: false,
        reason: "It is, but each click now goes to the replica that has it.",
      },
      {
        text: "All customers end up on one replica.",
        isRight: false,
        reason: "Each cookie names the replica that answered that customer first, so they are spread.",
      },
    ],
  },
  on: "memory",
  buttons: [{ label: "Pin by cookie", action: () => ({ type: "balance", balancing: "cookie" }) }],
  evidence: (observation) => [
    strangersNow(observation),
    increases("orders", "orders", observation),
    { name: "busiest replica", ...busiestShares(observation.now) },
  ],
  isSeen: (observation) => isCalm(observation.now) && increase("orders", "memory", observation) >= 5,
  why: "This is a sticky session. The state of each customer is still in one process.",
};
