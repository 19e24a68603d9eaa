import { expect, test } from "vitest";
import type { Seen } from "../../src/demo/sentence.ts";
import { sentence } from "../../src/demo/sentence.ts";

const seen = (about: Partial<Seen> & { session?: string; carts?: string[] }): Seen => ({
  replica: "shop-1",
  state: "memory",
  knowledge: "none",
  hasItems: false,
  ...about,
  homes: { session: about.session ?? null, cart: about.carts ?? [] },
});

const KNOWN = "Your session lives in its memory, so it knows you. No other replica does.";
const cases: [what: string, Parameters<typeof seen>[0], says: string][] = [
  ["nothing", {}, "You have no session yet: it begins when you sign in."],
  [
    "a cart of this replica",
    { carts: ["shop-1"], hasItems: true },
    "Your cart lives in its memory. No other replica has heard of it.",
  ],
  [
    "a cart of another",
    { carts: ["shop-2"] },
    "Your cart lives in shop-2's memory, and shop-1 has never heard of it.",
  ],
  [
    "a cart of two others",
    { carts: ["shop-2", "shop-3"] },
    "Your cart lives in shop-2 and shop-3's memory, and shop-1 has never heard of it.",
  ],
  [
    "half a cart",
    { carts: ["shop-1", "shop-2"], hasItems: true },
    "What you see of your cart lives in its memory; the rest lives in shop-2's.",
  ],
  [
    "half a cart that was emptied here",
    { carts: ["shop-1", "shop-2"] },
    "Nothing of your cart is left in its memory; the rest lives in shop-2's.",
  ],
  ["a session", { knowledge: "known", session: "shop-1" }, KNOWN],
  [
    "a session with its cart",
    { knowledge: "known", session: "shop-1", carts: ["shop-1"], hasItems: true },
    KNOWN,
  ],
  [
    "a session whose cart is elsewhere",
    { knowledge: "known", session: "shop-1", carts: ["shop-2"] },
    `${KNOWN} Your cart lives in shop-2's memory, and shop-1 has never heard of it.`,
  ],
  [
    "a session of another replica",
    { knowledge: "unknown", session: "shop-2", carts: ["shop-2"] },
    "Your session lives in shop-2's memory, and shop-1 has never heard of you.",
  ],
  [
    "a session of another replica, with half a cart",
    { knowledge: "unknown", session: "shop-2", carts: ["shop-2", "shop-1"], hasItems: true },
    "Your session lives in shop-2's memory, and shop-1 has never heard of you. What you see of your cart lives in its memory; the rest lives in shop-2's.",
  ],
  [
    "a session that it had",
    { knowledge: "unknown", session: "shop-1" },
    "Your session lived in its memory, and it has forgotten you: it was restarted, or the session has expired or was ended.",
  ],
  [
    "a session of a replica that it cannot name",
    { knowledge: "unknown" },
    "Your session is not in its memory: it lives at another replica, or has ended.",
  ],
  [
    "nothing, for it cannot ask",
    { knowledge: "unavailable" },
    "It cannot ask the shop's memory just now who you are. That will pass by itself and signs nobody out.",
  ],
  ["nothing, with Redis", { state: "redis" }, "You have no session yet: it begins when you sign in."],
  [
    "a cart in Redis",
    { state: "redis", carts: ["shop-2"], hasItems: true },
    "Your cart lives in Redis, where every replica finds it.",
  ],
  [
    "a session in Redis",
    { state: "redis", knowledge: "known", session: "shop-1", hasItems: true },
    "Your session lives in Redis, where every replica finds it.",
  ],
  [
    "a session in Redis that began elsewhere",
    { state: "redis", knowledge: "known", session: "shop-2" },
    "Your session lives in Redis, where every replica finds it. It began at shop-2, and that does not matter.",
  ],
  [
    "a session that is no longer in Redis",
    { state: "redis", knowledge: "unknown", session: "shop-2", carts: ["shop-2"] },
    "Your session is no longer in Redis: it has expired or was ended.",
  ],
];

test.for(cases)("a replica that knows of %s says so", ([, about, says]) => {
  expect(sentence(seen(about))).toBe(`shop-1 answered. ${says}`);
});

test("no sentence claims what cannot be true, whatever is known", () => {
  for (const state of ["memory", "redis"] as const)
    for (const knowledge of ["none", "known", "unknown", "unavailable"] as const)
      for (const session of [undefined, "shop-1", "shop-2"])
        for (const carts of [[], ["shop-1"], ["shop-2"], ["shop-1", "shop-2"]])
          for (const hasItems of [false, true]) {
            const about = { state, knowledge, carts, hasItems, ...(session && { session }) };
            const said = sentence(seen(about));
            const claims = (text: RegExp) => text.test(said);
            const context = `${JSON.stringify(about)}: ${said}`;
            expect(claims(/undefined|null|true|false| {2}|\.\./), context).toBe(false);
            if (claims(/shop-2/)) expect([session, ...carts], context).toContain("shop-2");
            if (claims(/never heard of it/)) expect(carts, context).not.toContain("shop-1");
            if (claims(/never heard of you/))
              expect([knowledge, session], context).toEqual(["unknown", "shop-2"]);
            if (claims(/forgotten you/)) expect([knowledge, session], context).toEqual(["unknown", "shop-1"]);
            if (claims(/it knows you/)) expect(knowledge, context).toBe("known");
            if (claims(/No other replica has heard of it/)) expect(carts, context).not.toContain("shop-2");
            if (state === "redis") expect(claims(/its memory|heard of|'s\./), context).toBe(false);
            if (state === "memory") expect(claims(/Redis/), context).toBe(false);
          }
});
