import type { Action } from "../../wire/action.ts";
import type { SideView } from "../live/live-state.ts";
import { type BothSides, busiestReplica, increase, stoppedReplica, unevenness } from "./compare-sides.ts";

/** A button of the tour. */
export interface TourButton {
  readonly label: string;
  /** What it does, which may depend on how both sides are now. */
  readonly action: (now: BothSides) => Action;
  readonly on: "memory" | "redis" | "both";
}

/** One step of the tour. */
export interface Step {
  readonly title: string;
  readonly buttons: readonly TourButton[];
  /** What the user should expect. */
  readonly expect: string;
  readonly why: string;
  /** Whether it has happened, by what both sides count now and counted before the first button was pressed. */
  readonly isSeen: (now: BothSides, before: BothSides) => boolean;
}

const redisIsUnharmed = (now: BothSides, before: BothSides): boolean =>
  increase("signedOut", now.redis, before.redis) + increase("cartsLost", now.redis, before.redis) === 0;

const hasFewStrangers = ({ statistics: { strangers } }: SideView): boolean =>
  strangers !== null && strangers <= 2;

/** Hardly any customer is a stranger, and orders come in. */
const isCalm = ({ memory }: BothSides, before: BothSides): boolean =>
  hasFewStrangers(memory) && increase("orders", memory, before.memory) >= 5;

/** The tour's steps, in order. */
export const STEPS: readonly Step[] = [
  {
    title: "The bug",
    buttons: [
      { label: "Pin nobody", action: () => ({ type: "balance", balancing: "round-robin" }), on: "memory" },
    ],
    expect:
      "With state in memory the dots turn into question marks and drop their carts. Orders stop. With Redis, and the very same nginx configuration, nothing happens.",
    why: "Each replica keeps logins and carts in its own memory. Round-robin sends the next click to the next replica, and that one has never heard of you.",
    isSeen: (now, before) =>
      increase("signedOut", now.memory, before.memory) >= 10 && redisIsUnharmed(now, before),
  },
  {
    title: "The patch by cookie",
    buttons: [
      { label: "Pin by cookie", action: () => ({ type: "balance", balancing: "cookie" }), on: "memory" },
    ],
    expect:
      "Within a few seconds everybody has signed in again. From then on each dot keeps its colour and shape, and orders come in.",
    why: "nginx gives each browser a cookie that names a replica, and sends the browser there from then on. That is a sticky session. The state is still in one process.",
    isSeen: isCalm,
  },
  {
    title: "The patch by address",
    buttons: [
      { label: "Pin by address", action: () => ({ type: "balance", balancing: "ip-hash" }), on: "memory" },
    ],
    expect:
      "Many are signed out once, because the address sends them to another replica than the cookie did. Then it is as calm as before.",
    why: "ip_hash picks the replica by the first three parts of your address. It needs no cookie. But an office behind one address shares one replica, and a phone that changes networks becomes a stranger.",
    isSeen: (now, before) => increase("signedOut", now.memory, before.memory) >= 5 && isCalm(now, before),
  },
  {
    title: "The uneven load",
    buttons: [
      {
        label: "Pin by cookie again",
        action: () => ({ type: "balance", balancing: "cookie" }),
        on: "memory",
      },
      { label: "Five replicas", action: () => ({ type: "scale", replicas: 5 }), on: "both" },
    ],
    expect:
      "With Redis, shop-4 and shop-5 each take a fifth of the load at once. With state in memory they stay idle: everybody is pinned to the three replicas that were there before.",
    why: "Sticky sessions balance people, once, when they arrive. Shared state lets nginx balance requests, so each new server takes its full share.",
    isSeen: ({ memory, redis }) =>
      [memory, redis].every(({ members }) => members.some(({ name }) => name === "shop-5")) &&
      hasFewStrangers(memory) &&
      unevenness(memory) >= 3 &&
      unevenness(redis) <= 1.5,
  },
  {
    title: "The dead server",
    buttons: [
      {
        label: "Kill the busiest replica",
        action: (now) => ({ type: "kill", member: busiestReplica(now.memory) }),
        on: "both",
      },
      {
        label: "Start it again",
        action: (now) => ({
          type: "start",
          member: stoppedReplica(now.memory) ?? busiestReplica(now.memory),
        }),
        on: "both",
      },
    ],
    expect:
      "With state in memory, all customers who were pinned to it become strangers and lose their carts. With Redis no customer notices that a server died.",
    why: "Those carts were only in its memory. nginx sends its customers to other replicas, which answer with status 200 and do not know them. With shared state a replica holds nothing that could be lost.",
    isSeen: (now, before) =>
      increase("signedOut", now.memory, before.memory) >= 3 && redisIsUnharmed(now, before),
  },
  {
    title: "The fix and its price",
    buttons: [
      { label: "Kill Redis", action: () => ({ type: "kill", member: "redis" }), on: "redis" },
      { label: "Start it again", action: () => ({ type: "start", member: "redis" }), on: "redis" },
    ],
    expect:
      "While Redis is down, requests on its side are answered with 503: red crosses. When it is back, everybody is still signed in and no cart is lost.",
    why: "The state is in Redis, written to disk. That is the whole fix, and its price: a look-up for each request, and one more part that must not fail. In production, replicate and monitor Redis.",
    isSeen: (now, before) =>
      increase("unavailable", now.redis, before.redis) >= 5 &&
      redisIsUnharmed(now, before) &&
      now.redis.members.some(({ role, state }) => role === "redis" && state === "ready"),
  },
];
