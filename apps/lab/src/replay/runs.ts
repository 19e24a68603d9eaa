import type { Action } from "@shop/control-room/wire/action.ts";
import type { ScenarioName } from "@shop/lab/scenarios.ts";

/** A moment of a run: what a viewer should see from then on and, if something is done, the action and the sides (from 0) that it is done to. */
export interface Moment {
  /** Seconds from the beginning. */
  readonly at: number;
  readonly title: string;
  readonly text: string;
  readonly action?: Action;
  readonly on?: readonly number[];
}

/** A run that is recorded for the replay. */
export interface ReplayRun {
  /** Of its file, and in the replay's address. */
  readonly name: string;
  readonly title: string;
  readonly scenarios: readonly ScenarioName[];
  readonly seconds: number;
  readonly moments: readonly Moment[];
}

const BOTH = [0, 1];
const REDIS_SIDE = [1];

/** The runs of the replay, in the order in which it lists them. */
export const REPLAY_RUNS: readonly ReplayRun[] = [
  {
    name: "bug",
    title: "The bug, and the fix beside it",
    scenarios: ["bug", "redis"],
    seconds: 50,
    moments: [
      {
        at: 0,
        title: "The same shop twice",
        text: "60 customers sign in on each side. nginx sends each click to the next replica, with the same configuration on both sides. A dot takes the colour and shape of the replica that answered last.",
      },
      {
        at: 12,
        title: "bug: strangers",
        text: "With bug each replica keeps logins and carts in its own memory. The next click goes to another replica, and that one has never heard of you: a question mark, and a cart that falls.",
      },
      {
        at: 28,
        title: "redis: orders",
        text: "With redis all replicas keep their state in one place. It does not matter which of them answers.",
      },
    ],
  },
  {
    name: "dead-replica",
    title: "A replica dies",
    scenarios: ["sticky-cookie", "redis"],
    seconds: 75,
    moments: [
      {
        at: 0,
        title: "Both sides work",
        text: "With sticky-cookie a cookie pins each customer to one replica, which hides the bug: a dot keeps its colour. With redis nobody is pinned.",
      },
      {
        at: 25,
        title: "shop-2 is killed on both sides",
        text: "With sticky-cookie everybody who was pinned to it becomes a stranger at the next click. The answers have status 200: no error shows what was lost. With redis nobody notices.",
        action: { type: "kill", member: "shop-2" },
        on: BOTH,
      },
      {
        at: 50,
        title: "shop-2 is back",
        text: "With sticky-cookie it stays almost idle, because everybody is pinned to the others now. With redis it takes its third of the load at once.",
        action: { type: "start", member: "shop-2" },
        on: BOTH,
      },
    ],
  },
  {
    name: "rolling-deploy",
    title: "A rolling deploy",
    scenarios: ["sticky-cookie", "redis"],
    seconds: 70,
    moments: [
      {
        at: 0,
        title: "Before the deploy",
        text: "With sticky-cookie customers are pinned, and their state is in a replica’s memory. With redis it is in Redis.",
      },
      {
        at: 20,
        title: "Replica after replica restarts",
        text: "Each stops gracefully, answers the requests that it has, and starts again. With sticky-cookie its customers are signed out and their carts are gone, one replica after the other, until it was everybody’s turn. With redis nothing is lost.",
        action: { type: "roll" },
        on: BOTH,
      },
      {
        at: 45,
        title: "After the deploy",
        text: "With sticky-cookie everybody has signed in again and fills a cart again. A team with this patch deploys at night.",
      },
    ],
  },
  {
    name: "dead-redis",
    title: "Redis dies: the price of the fix",
    scenarios: ["sticky-cookie", "redis"],
    seconds: 65,
    moments: [
      {
        at: 0,
        title: "Both sides work",
        text: "With shared state there is one more part that must not fail.",
      },
      {
        at: 20,
        title: "Redis is killed",
        text: "With redis no request succeeds. sticky-cookie has no Redis and goes on.",
        action: { type: "kill", member: "redis" },
        on: REDIS_SIDE,
      },
      {
        at: 32,
        title: "Redis is back",
        text: "Everything that was acknowledged is on its disk: everybody is still signed in, and no cart is lost. In production, replicate and monitor Redis.",
        action: { type: "start", member: "redis" },
        on: REDIS_SIDE,
      },
    ],
  },
];
