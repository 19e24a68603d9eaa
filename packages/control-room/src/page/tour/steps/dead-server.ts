import { busiestReplica, increase, increases, redisIsUnharmed } from "./observe.ts";
import type { Step } from "./step.ts";

/** A replica that dies takes along what was only in its memory. */
export const deadServer: Step = {
  title: "The dead server",
  start: { balancing: "cookie" },
  situation:
    "With state in memory, a cookie pins each customer to one replica. The one with the most customers will crash, and its namesake with Redis, too.",
  prediction: {
    text: "The busiest replica crashes on both sides. Who loses login and cart?",
    choices: [
      {
        text: "Its customers, where the state is in memory.",
        isRight: true,
        reason:
          "Their logins and carts were only in its memory. With Redis a replica holds nothing that could be lost.",
      },
      {
        text: "Its customers, on both sides.",
        isRight: false,
        reason: "With Redis a replica holds nothing that could be lost.",
      },
      {
        text: "Nobody: nginx sends them to other replicas.",
        isRight: false,
        reason:
          "nginx does, but those replicas do not know them: logins and carts were in the dead one’s memory.",
      },
    ],
  },
  on: "both",
  buttons: [
    {
      label: "Kill the busiest replica",
      action: ({ memory }) => ({ type: "kill", member: busiestReplica(memory).name }),
    },
  ],
  evidence: (observation) => {
    const { name, pinned } = busiestReplica(observation.before.memory);
    return [
      { name: `customers of ${name}`, memory: `${pinned}`, redis: "–" },
      increases("signed out", "signedOut", observation),
      increases("carts lost", "cartsLost", observation),
    ];
  },
  isSeen: (observation) => {
    const { pinned } = busiestReplica(observation.before.memory);
    return (
      increase("signedOut", "memory", observation) >= Math.max(3, pinned / 2) &&
      increase("cartsLost", "memory", observation) >= 1 &&
      redisIsUnharmed(observation)
    );
  },
  why: "The answers had status 200, so a monitor of errors sees nothing. The customers do.",
};
