import { expect, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { openMemoryState } from "../memory-states.ts";
import { customerAt, guesses, startReplica } from "../replicas.ts";
import { clicksOf } from "./trail.ts";

const replicaWithMemory = (name: string) =>
  startReplica(name, openMemoryState(), { app: demo({ state: "memory" }) });

const twoMemories = async () => ({
  one: await replicaWithMemory("shop-1"),
  two: await replicaWithMemory("shop-2"),
});

const SENTENCE = "shop-2 answered. Your session lives in shop-1's memory, and shop-2 has never heard of you.";

test("the bug: shop-2 does not know the customers of shop-1, and says so", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customerAt(one, two, "person");
  for (const path of ["/", "/cart", "/login", "/whoami", "/nowhere"]) {
    const { text } = await there.get(path);
    // unknown paths read no session
    expect(text, path).toContain(
      path === "/nowhere" ? "shop-2 answered. It did not ask who you are." : SENTENCE,
    );
    expect(text, path).not.toContain("shopper-1");
  }
  const atHome = ["shop-1, no session", "shop-1, knew you"];
  expect(await clicksOf(there)).toEqual([...atHome, ...Array(5).fill("shop-2, did not know you")]);
  const checkout = await there.post("/checkout");
  expect([checkout.status, checkout.location]).toEqual([303, "/login?next=/cart"]);
  const signIn = await there.get(checkout.location ?? "");
  expect(signIn.text).toContain("Please sign in again: this server does not know you.");

  const cart = await here.get("/cart");
  expect(cart.text).toContain("Abacus");
  expect(cart.text).toContain("shop-1 answered. Your session lives in its memory");
});

test("the bug, for programs: session unknown, nobody signed in, cart empty, and checkout asks to sign in", async () => {
  const { one, two } = await twoMemories();
  const { there } = await customerAt(one, two);
  const whoami = { replica: "shop-2", state: "memory", session: "unknown", user: null, items: 0 };
  expect((await there.get("/whoami")).json()).toEqual(whoami);
  expect((await there.get("/cart")).json()).toEqual({ items: [], total: 0 });
  const checkout = await there.post("/checkout");
  expect(checkout.status).toBe(401);
  expect(checkout.json()).toMatchObject({ detail: "Please sign in to check out." });
});

test("only looking at shop-2 does no harm: back at shop-1 everything is there", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customerAt(one, two);
  await there.get("/cart");
  expect(there.cookies).toEqual(here.cookies);
  const back = there.withCookies(there.cookies, one);
  expect((await back.get("/whoami")).json()).toMatchObject({ session: "known", user: "shopper-1", items: 2 });
});

test("filling the cart at shop-2 leaves half a cart at each replica, and each says so", async () => {
  const { one, two } = await twoMemories();
  const { there } = await customerAt(one, two, "person");
  await there.add("framed-moth");
  expect(await there.cart()).toEqual({ "framed-moth": 1 });
  expect((await there.get("/cart")).text).toContain(
    "shop-2 has never heard of you. What you see of your cart lives in its memory; the rest lives in shop-1's.",
  );
  const back = there.withCookies(there.cookies, one);
  expect(await back.user()).toBe("shopper-1");
  expect(await back.cart()).toEqual({ abacus: 2 });
  expect((await back.get("/cart")).text).toContain("the rest lives in shop-2's.");
});

test("signing in at shop-2 as well ends nothing at shop-1, but its session is out of reach", async () => {
  const { one, two } = await twoMemories();
  const { here, there } = await customerAt(one, two);
  await there.signIn("shopper-1");
  expect(await there.user()).toBe("shopper-1");
  const back = there.withCookies(there.cookies, one);
  expect((await back.get("/whoami")).json()).toMatchObject({ session: "unknown", user: null, items: 0 });
  expect((await here.get("/whoami")).json()).toMatchObject({ session: "known", items: 2 });
});

test("a replica that has forgotten its own session says so, and not that the session lives elsewhere", async () => {
  const { one } = await twoMemories();
  const restarted = await replicaWithMemory("shop-1");
  const { there } = await customerAt(one, restarted, "person");
  const { text } = await there.get("/cart");
  expect(text).toContain("shop-1 answered. Your session lived in its memory, and it has forgotten you");
});

test("the bug: each replica counts the guesses at a password for itself", async () => {
  const { one, two } = await twoMemories();
  expect(await guesses(one, two)).toEqual([401, 401, 401, 401, 401, 200]);
});
