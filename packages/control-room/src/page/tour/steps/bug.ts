import { increase, increases, redisIsUnharmed, strangersNow } from "./observe.ts";
import type { Step } from "./step.ts";

/** Without pinning, each click may meet a replica that does not know the customer. */
export const bug: Step = {
  title: "The bug",
  start: { balancing: "cookie", replicas: 3 },
  situation:
    "One side keeps logins and carts in each replica’s memory, and pins each customer to one replica. The other keeps them in Redis.",
  prediction: {
    text: "nginx stops pinning. What happens to customers with state in memory?",
    choices: [
      {
        text: "Nothing: they are signed in already.",
        isRight: false,
        reason: "They are signed in at one replica, and the other two have never heard of them.",
      },
      {
        text: "One in three is signed out.",
        isRight: false,
        reason:
          "Two clicks in three meet a replica that does not know the customer, and one such click is enough.",
      },
      {
        text: "Most are signed out within seconds.",
        isRight: true,
        reason:
          "Two clicks in three meet a replica that does not know the customer, and one such click is enough.",
      },
    ],
  },
  on: "memory",
  buttons: [{ label: "Pin nobody", action: () => ({ type: "balance", balancing: "round-robin" }) }],
  evidence: (observation) => [
    strangersNow(observation),
    increases("signed out", "signedOut", observation),
    increases("orders", "orders", observation),
  ],
  isSeen: (observation) => {
    const { strangers, customers } = observation.now.memory.statistics;
    return (
      strangers !== null &&
      strangers > customers / 2 &&
      increase("signedOut", "memory", observation) >= 10 &&
      redisIsUnharmed(observation)
    );
  },
  why: "Both sides now have the same nginx configuration. They differ only in where the state is.",
};
