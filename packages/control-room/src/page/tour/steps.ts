import type { Blow } from "../../wire/action.ts";
import type { SideView } from "../live/room.ts";

/** The two sides that the tour compares: state in memory, and state in Redis. */
export interface Pair {
  readonly memory: SideView;
  readonly redis: SideView;
}

/** Something to press. */
export interface Press {
  readonly words: string;
  /** What it does, as both sides stand. */
  readonly blow: (now: Pair) => Blow;
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

/** The replica with state in memory to which most are pinned: whoever dies must have somebody to lose. */
function busiest({ memory }: Pair): string {
  const replicas = memory.members.filter(({ role, state }) => role === "replica" && state === "ready");
  return replicas.toSorted((a, b) => b.pinned - a.pinned)[0]?.name ?? "shop-1";
}

const dead = ({ memory }: Pair): string | undefined =>
  memory.members.find(({ role, state }) => role === "replica" && state === "stopped")?.name;

export const STEPS: readonly Step[] = [
  {
    title: "The bug",
    presses: [
      { words: "Pin nobody", blow: () => ({ act: "balance", balancing: "round-robin" }), on: "memory" },
    ],
    expect:
      "With state in memory the dots turn into question marks and drop their carts. Orders stop. With Redis, and the very same nginx configuration, nothing happens.",
    why: "Each replica keeps logins and carts in its own memory. Round-robin sends the next click to the next replica, and that one has never heard of you.",
    isSeen: (now, before) =>
      grown("signedOut", now.memory, before.memory) >= 10 && redisIsUnharmed(now, before),
  },
  {
    title: "The patch by cookie",
    presses: [
      { words: "Pin by cookie", blow: () => ({ act: "balance", balancing: "cookie" }), on: "memory" },
    ],
    expect:
      "Within some seconds everybody has signed in again. From then on each dot keeps its colour and shape, and orders come in.",
    why: "nginx gives each browser a cookie that names a replica, and sends the browser there from then on. That is a sticky session. The state is still in one process.",
    isSeen: isCalm,
  },
  {
    title: "The patch by address",
    presses: [
      { words: "Pin by address", blow: () => ({ act: "balance", balancing: "ip-hash" }), on: "memory" },
    ],
    expect:
      "Many are signed out once, for the address deals them out otherwise than the cookie did. Then it is as calm as before.",
    why: "ip_hash picks the replica by the first three parts of your address. It needs no cookie. But an office behind one address shares one replica, and a phone that changes networks becomes a stranger.",
    isSeen: (now, before) => grown("signedOut", now.memory, before.memory) >= 5 && isCalm(now, before),
  },
  {
    title: "The uneven load",
    presses: [
      { words: "Pin by cookie again", blow: () => ({ act: "balance", balancing: "cookie" }), on: "memory" },
      { words: "Five replicas", blow: () => ({ act: "scale", replicas: 5 }), on: "both" },
    ],
    expect:
      "With Redis, shop-4 and shop-5 take their fifth at once. With state in memory they stand idle: everybody is pinned to the three that were there.",
    why: "Sticky sessions balance people, once, when they come. Shared state lets nginx balance requests, so a server more is a server’s worth more.",
    isSeen: ({ memory, redis }) =>
      [memory, redis].every(({ members }) => members.some(({ name }) => name === "shop-5")) &&
      memory.numbers.strangers <= 2 &&
      unevenness(memory) >= 3 &&
      unevenness(redis) <= 1.5,
  },
  {
    title: "The dead server",
    presses: [
      {
        words: "Kill the busiest replica",
        blow: (now) => ({ act: "kill", member: busiest(now) }),
        on: "both",
      },
      {
        words: "Start it again",
        blow: (now) => ({ act: "start", member: dead(now) ?? busiest(now) }),
        on: "both",
      },
    ],
    expect:
      "With state in memory all who were pinned to it become strangers and lose their carts. With Redis nobody can tell that a server died.",
    why: "Its memory was the only place where those carts were. nginx sends its customers elsewhere, and all answers have status 200, from replicas that do not know them. With shared state a replica holds nothing that could be lost.",
    isSeen: (now, before) =>
      grown("signedOut", now.memory, before.memory) >= 3 && redisIsUnharmed(now, before),
  },
  {
    title: "The fix and its price",
    presses: [
      { words: "Kill Redis", blow: () => ({ act: "kill", member: "redis" }), on: "redis" },
      { words: "Start it again", blow: () => ({ act: "start", member: "redis" }), on: "redis" },
    ],
    expect:
      "While Redis is down its side’s requests get no answer: red crosses. When it is back, everybody is still signed in and no cart is lost.",
    why: "The state is in Redis, written to disk. That is the whole fix, and its price: a look-up for each request, and one more thing that must not fail. In production Redis is replicated and watched.",
    isSeen: (now, before) =>
      grown("unanswered", now.redis, before.redis) >= 5 &&
      redisIsUnharmed(now, before) &&
      now.redis.members.some(({ role, state }) => role === "redis" && state === "ready"),
  },
];
