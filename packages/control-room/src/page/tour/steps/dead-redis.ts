import type { BothSides } from "../both-sides.ts";
import { increase, increases, redisIsUnharmed } from "./observe.ts";
import type { Observation, Step } from "./step.ts";

/** The price of the fix: while Redis is down, nobody can shop. */
export const deadRedis: Step = {
  title: "The fix and its price",
  start: { balancing: "cookie" },
  situation: "With state in Redis, any replica may die. But all of them need Redis.",
  prediction: {
    text: "Redis crashes and is started again. What do its customers see?",
    choices: [
      {
        text: "Everybody is signed out, and all carts are lost.",
        isRight: false,
        reason:
          "Each change is on disk before the shop acknowledges it, and Redis reads it back when it starts.",
      },
      {
        text: "Errors while it is down, then all is back.",
        isRight: true,
        reason:
          "The replicas answer 503 meanwhile: they run, but without their store. Redis reads the state back from its disk.",
      },
      {
        text: "Nothing: the replicas answer from memory.",
        isRight: false,
        reason: "With state in Redis, the replicas keep no logins and no carts.",
      },
    ],
  },
  on: "redis",
  buttons: [
    { label: "Kill Redis", action: () => ({ type: "kill", member: "redis" }) },
    {
      label: "Start it again",
      action: () => ({ type: "start", member: "redis" }),
      whyIdle: (now) => (isRedisUp(now) ? "Redis is running" : null),
    },
  ],
  evidence: (observation) => [
    increases("got a 503", "unavailable", observation),
    increases("no answer", "unreachable", observation),
    increases("orders", "orders", observation),
    increases("signed out", "signedOut", observation),
    increases("carts lost", "cartsLost", observation),
  ],
  isSeen: (observation) => failed(observation) >= 5 && isBack(observation) && redisIsUnharmed(observation),
  why: "The price of the fix: a look-up for each request, and one more part that must not fail: replicate and monitor it.",
};

/** How many requests with state in Redis got a 503 or no answer. */
const failed = (observation: Observation): number =>
  increase("unavailable", "redis", observation) + increase("unreachable", "redis", observation);

/** Whether orders have come in again since Redis, which was down, was started. */
const isBack = ({ now, latest }: Observation): boolean =>
  !isRedisUp(latest) && isRedisUp(now) && increase("orders", "redis", { now, before: latest }) >= 5;

const isRedisUp = ({ redis }: BothSides): boolean =>
  redis.members.some(({ role, state }) => role === "redis" && state === "ready");
