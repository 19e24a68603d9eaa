import { describe, expect, test } from "vitest";
import type { Answer } from "../answer.ts";
import type { Client } from "../client.ts";
import type { Placed } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

const ROUNDS = 50;

/** Statuses of an acknowledged change, with and without the contents of the cart. */
const ACKNOWLEDGED = [200, 202];

export function overlappingClicksContract({ program }: ContractContext) {
  /** Clicks without waiting for answers: in a different order each round, and sometimes a moment apart. */
  const overlap = async <const Clicks extends readonly (() => Promise<Answer>)[]>(
    round: number,
    clicks: Clicks,
  ) => {
    const order = clicks.map((_, n) => (n + round) % clicks.length);
    const answers: Promise<Answer>[] = [];
    for (const n of order) {
      answers[n] = clicks[n]?.() as Promise<Answer>;
      for (let turn = Math.floor(round / clicks.length) % 3; turn > 0; turn--)
        await new Promise(setImmediate);
    }
    return (await Promise.all(answers)) as { [n in keyof Clicks]: Answer };
  };
  const rounds = async (play: (round: number) => Promise<void>) => {
    for (let round = 0; round < ROUNDS; round++) await play(round);
  };
  const visitor = async () => {
    const client = program();
    await client.get("/");
    return client;
  };
  const customer = async (user: string) => {
    const client = await visitor();
    await client.signIn(user);
    await client.add("abacus");
    return client;
  };
  const quantities = ({ order }: Placed) =>
    Object.fromEntries(order.items.map(({ sku, quantity }) => [sku, quantity]));
  const expectSignedIn = async (client: Client, user: string, cart: Record<string, number>) => {
    expect(await client.user()).toBe(user);
    expect(await client.cart()).toEqual(cart);
  };

  describe("clicks that overlap", () => {
    test("three simultaneous first adds after one page all count, in one cart", () =>
      rounds(async (round) => {
        const client = await visitor();
        const { cartId } = client;
        const skus = ["abacus", "paper-tape", "framed-moth"];
        const answers = await overlap(
          round,
          skus.map((sku) => () => client.add(sku)),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
        expect(client.cartId).toBe(cartId);
        expect(await client.cart()).toEqual({ abacus: 1, "paper-tape": 1, "framed-moth": 1 });
      }));

    test("an add, a page and a sign-in at once: signed in, with the item", () =>
      rounds(async (round) => {
        const client = await visitor();
        if (round % 2) await client.add("abacus");
        const [add, page, signIn] = await overlap(round, [
          () => client.add("framed-moth"),
          () => client.get("/cart"),
          () => client.signIn("shopper-300"),
        ]);
        expect(ACKNOWLEDGED).toContain(add.status);
        expect([page.status, signIn.status]).toEqual([200, 200]);
        await expectSignedIn(client, "shopper-300", { ...(round % 2 && { abacus: 1 }), "framed-moth": 1 });
      }));

    test("two tabs that sign in: signed in, with the cart", () =>
      rounds(async (round) => {
        const client = await visitor();
        await client.add("abacus");
        const signIn = () => client.signIn("shopper-301");
        await overlap(round, [signIn, signIn]);
        await expectSignedIn(client, "shopper-301", { abacus: 1 });
        await client.add("abacus");
        await expectSignedIn(client, "shopper-301", { abacus: 2 });
      }));

    test("two users who sign in with one planted cart cookie: one gets the cart, the other an empty one", () =>
      rounds(async (round) => {
        const planter = await visitor();
        await planter.add("abacus", 2);
        const [one, other] = [planter.withCookies(), planter.withCookies()];
        await overlap(round, [() => one.signIn("shopper-302"), () => other.signIn("shopper-303")]);
        expect([await one.user(), await other.user()]).toEqual(["shopper-302", "shopper-303"]);
        expect(one.cartId).not.toBe(other.cartId);
        const carts = [await one.cart(), await other.cart()];
        expect(carts).toContainEqual({ abacus: 2 });
        expect(carts).toContainEqual({});
      }));

    test("a double checkout makes one order", () =>
      rounds(async (round) => {
        const client = await customer("shopper-304");
        const checkout = () => client.post("/checkout");
        const answers = await overlap(round, [checkout, checkout]);
        expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
        await expectSignedIn(client, "shopper-304", {});
      }));

    test("an add during a checkout is ordered or still in the cart, never both and never neither", () =>
      rounds(async (round) => {
        const client = await customer("shopper-305");
        // both in every order of clicks: the product that is being ordered, and another one
        const isSame = Math.floor(round / 6) % 2 === 0;
        const sku = isSame ? "abacus" : "framed-moth";
        const [add, checkout] = await overlap(round, [() => client.add(sku), () => client.post("/checkout")]);
        expect([add.status, checkout.status]).toEqual([200, 201]);
        const ordered = quantities(checkout.json<Placed>());
        const left = await client.cart();
        const both = (of: string) => (ordered[of] ?? 0) + (left[of] ?? 0);
        expect([both("abacus"), both("framed-moth")]).toEqual(isSame ? [2, 0] : [1, 1]);
        expect(await client.user()).toBe("shopper-305");
      }));

    test("a sign-out during an add: signed out, and the next user sees nothing of the previous cart", () =>
      rounds(async (round) => {
        const client = await customer("shopper-306");
        const before = client.withCookies();
        const [add, signOut] = await overlap(round, [
          () => client.add("framed-moth"),
          () => client.post("/logout"),
        ]);
        expect(ACKNOWLEDGED).toContain(add.status);
        expect(signOut.status).toBe(204);
        expect(client.sessionCookie).toBe("");
        expect(await client.user()).toBeNull();
        expect(await before.user()).toBeNull();
        expect(await client.cart()).not.toHaveProperty("abacus");
        await client.signIn("shopper-307");
        expect(await client.cart()).not.toHaveProperty("abacus");
      }));

    test("another sign-in while clicks are in flight: signed in, with all of their items", () =>
      rounds(async (round) => {
        const client = await customer("shopper-308");
        const [one, signIn, page, other] = await overlap(round, [
          () => client.add("framed-moth"),
          () => client.signIn("shopper-308"),
          () => client.get("/cart"),
          () => client.add("paper-tape"),
        ]);
        for (const { status } of [one, other]) expect(ACKNOWLEDGED).toContain(status);
        expect([signIn.status, page.status]).toEqual([200, 200]);
        await expectSignedIn(client, "shopper-308", { abacus: 1, "framed-moth": 1, "paper-tape": 1 });
      }));
  });
}
