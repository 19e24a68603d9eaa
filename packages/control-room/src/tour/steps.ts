import type { Blow } from "@shop/lab/control-room/blow";
import type { SideView } from "../live/room.ts";

/** The two sides that the tour compares: state in memory, and state in Redis. */
export interface Pair {
  readonly memory: SideView;
  readonly redis: SideView;
}

/** Something to press. */
export interface Press {
  readonly words: string;
  readonly blow: Blow;
  readonly on: "memory" | "redis" | "both";
}

export interface Step {
  readonly title: string;
  readonly presses: readonly Press[];
  readonly expect: string;
  readonly why: string;
  /** Whether it was seen, by what both sides count now and counted before the first press. */
  readonly isSeen: (now: Pair, before: Pair) => boolean;
}

type Count = "orders" | "signedOut" | "cartsLost" | "unanswered";

/** By how much a count has grown. */
export const grown = (count: Count, now: SideView, before: SideView): number =>
  now.numbers[count] - before.numbers[count];

const redisIsUnharmed = (now: Pair, before: Pair): boolean =>
  grown("signedOut", now.redis, before.redis) + grown("cartsLost", now.redis, before.redis) === 0;

/** Next to nobody is a stranger, and orders come in. */
const isCalm = ({ memory }: Pair, before: Pair): boolean =>
  memory.numbers.strangers <= 2 && grown("orders", memory, before.memory) >= 5;

/** How many times the load of the least busy replica the busiest one has. */
function unevenness({ members }: SideView): number {
  const loads = members.filter(({ role }) => role === "replica").map(({ load }) => load);
  return Math.max(...loads) / Math.max(0.1, Math.min(...loads));
}

export const STEPS: readonly Step[] = [
  {
    title: "The bug",
    presses: [{ words: "Pin nobody", blow: { act: "balance", balancing: "round-robin" }, on: "memory" }],
    expect:
      "On the left the dots turn into question marks and drop their carts. Orders stop. On the right, with the very same nginx configuration, nothing happens.",
    why: "Each replica on the left keeps logins and carts in its own memory. Round-robin sends the next click to the next replica, and that one has never heard of you.",
    isSeen: (now, before) =>
      grown("signedOut", now.memory, before.memory) >= 10 && redisIsUnharmed(now, before),
  },
  {
    title: "The patch by cookie",
    presses: [{ words: "Pin by cookie", blow: { act: "balance", balancing: "cookie" }, on: "memory" }],
    expect:
      "Within some seconds everybody has signed in again. From then on each dot keeps its colour and shape, and orders come in.",
    why: "nginx gives each browser a cookie that names a replica, and sends the browser there from then on. That is a sticky session. The state is still in one process.",
    isSeen: isCalm,
  },
  {
    title: "The patch by address",
    presses: [{ words: "Pin by address", blow: { act: "balance", balancing: "ip-hash" }, on: "memory" }],
    expect:
      "Many are signed out once, for the address deals them out otherwise than the cookie did. Then it is as calm as before.",
    why: "ip_hash picks the replica by the first three parts of your address. It needs no cookie. But an office behind one address shares one replica, and a phone that changes networks becomes a stranger.",
    isSeen: (now, before) => grown("signedOut", now.memory, before.memory) >= 5 && isCalm(now, before),
  },
  {
    title: "The uneven load",
    presses: [
      { words: "Pin by cookie again", blow: { act: "balance", balancing: "cookie" }, on: "memory" },
      { words: "Five replicas", blow: { act: "scale", replicas: 5 }, on: "both" },
    ],
    expect:
      "On the right, shop-4 and shop-5 take their fifth at once. On the left they stand idle: everybody is pinned to the three that were there.",
    why: "Sticky sessions balance people, once, when they come. Shared state lets nginx balance requests, so a server more is a server’s worth more.",
    isSeen: ({ memory, redis }) =>
      [memory, redis].every(({ members }) => members.some(({ name }) => name === "shop-5")) &&
      unevenness(memory) >= 3 &&
      unevenness(redis) <= 1.5,
  },
  {
    title: "The dead server",
    presses: [
      { words: "Kill shop-2", blow: { act: "kill", member: "shop-2" }, on: "both" },
      { words: "Start it again", blow: { act: "start", member: "shop-2" }, on: "both" },
    ],
    expect:
      "On the left all who were pinned to shop-2 become strangers and lose their carts. On the right nobody can tell that a server died.",
    why: "On the left the memory of shop-2 was the only place where those carts were. nginx sends its customers elsewhere, with status 200, to replicas that do not know them. On the right the replica held nothing that could be lost.",
    isSeen: (now, before) =>
      grown("signedOut", now.memory, before.memory) >= 3 && redisIsUnharmed(now, before),
  },
  {
    title: "The fix and its price",
    presses: [
      { words: "Kill Redis", blow: { act: "kill", member: "redis" }, on: "redis" },
      { words: "Start it again", blow: { act: "start", member: "redis" }, on: "redis" },
    ],
    expect:
      "On the right requests get no answer while Redis is down: red crosses. When it is back, everybody is still signed in and no cart is lost.",
    why: "The right side’s state is in Redis, written to disk. That is the whole fix, and its price: a look-up for each request, and one more thing that must not fail. In production Redis is replicated and watched.",
    isSeen: (now, before) =>
      grown("unanswered", now.redis, before.redis) >= 5 &&
      redisIsUnharmed(now, before) &&
      now.redis.members.some(({ role, state }) => role === "redis" && state === "ready"),
  },
];
