import { busiestShares, increase, increases, isCalm, strangersNow } from "./observe.ts";
import type { Step } from "./step.ts";

/** The second patch: the customer's address picks the replica. */
export const pinnedByAddress: Step = {
  title: "The patch by address",
  start: { balancing: "cookie", replicas: 3 },
  situation: "With state in memory, a cookie pins each customer to one replica. All is calm.",
  prediction: {
    text: "nginx pins by the customer’s address instead. What happens with state in memory?",
    choices: [
      {
        text: "Nothing: pinned is pinned.",
        isRight: false,
        reason: "For many customers the address picks another replica than the cookie did.",
      },
      {
        text: "Many are signed out once, then all is calm.",
        isRight: true,
        reason:
          "For many customers the address picks another replica than the cookie did, and then always the same.",
      },
      {
        text: "Customers are signed out again and again.",
        isRight: false,
        reason: "Once is enough: the address always picks the same replica.",
      },
    ],
  },
  on: "memory",
  buttons: [{ label: "Pin by address", action: () => ({ type: "balance", balancing: "ip-hash" }) }],
  evidence: (observation) => [
    increases("signed out", "signedOut", observation),
    strangersNow(observation),
    increases("orders", "orders", observation),
    { name: "busiest replica", ...busiestShares(observation.now) },
  ],
  isSeen: (observation) =>
    increase("signedOut", "memory", observation) >= 5 &&
    isCalm(observation.now) &&
    increase("orders", "memory", observation) >= 5,
  why: "ip_hash needs no cookie. But an office behind one address shares one replica, and a phone that changes networks becomes a stranger.",
};
