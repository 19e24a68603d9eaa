import { describe, expect, test } from "vitest";
import { type Placed, signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

export function checkoutContract({ program, person }: ContractContext) {
  const items = [{ sku: "abacus", name: "Abacus", quantity: 2, price: 2400, subtotal: 4800 }];

  describe("checkout", () => {
    test("turns the cart into an order and empties the cart", async () => {
      const client = await signInWithCart(program(), "shopper-10");
      const placed = await client.post("/checkout");
      expect(placed.status).toBe(201);
      const { order } = placed.json<Placed>();
      expect(order).toEqual({ id: expect.stringMatching(/^\w+$/), items, total: 4800 });
      expect(placed.location).toBe(`/orders/${order.id}`);
      expect((await client.get("/cart")).json()).toEqual({ items: [], total: 0 });
      const found = await client.get(`/orders/${order.id}`);
      expect(found.status).toBe(200);
      expect(found.json()).toEqual({ order: { ...order, placedAt: expect.any(String) } });
    });

    test("leads a person to the order, whose page shows what was bought", async () => {
      const client = await signInWithCart(person(), "shopper-11");
      const placed = await client.post("/checkout");
      expect(placed.status).toBe(303);
      expect(placed.location).toMatch(/^\/orders\/\w+$/);
      const page = await client.get(placed.location ?? "");
      expect(page.status).toBe(200);
      expect(page.text).toContain("Abacus");
      expect(page.text).toContain("€48.00");
    });

    test("asks a customer who is not signed in to sign in, and keeps the cart", async () => {
      for (const client of [program(), person()]) {
        await client.post("/cart/items", { sku: "abacus", quantity: 2 });
        const answer = await client.post("/checkout");
        if (client.kind === "program") {
          expect(answer.status).toBe(401);
          expect(answer.json()).toMatchObject({ status: 401, detail: expect.stringContaining("sign in") });
        } else {
          expect(answer.status).toBe(303);
          expect(answer.location).toBe("/login?next=/cart");
          expect((await client.get(answer.location ?? "")).text).toContain("Please sign in to check out.");
        }
        await client.signIn("shopper-12");
        expect(await client.cart()).toEqual({ abacus: 2 });
      }
    });

    test("is 401 even as a first request", async () => {
      expect((await program().post("/checkout")).status).toBe(401);
      expect((await person().post("/checkout")).location).toBe("/login?next=/cart");
    });

    test("of an empty cart is 409", async () => {
      for (const client of [program(), person()]) {
        await client.signIn("shopper-13");
        const answer = await client.post("/checkout");
        expect(answer.status).toBe(409);
        expect(answer.type).toBe(client.kind === "program" ? "application/problem+json" : "text/html");
        expect(answer.text).toContain("Your cart is empty");
      }
    });

    test("ten times at once makes one order", async () => {
      const client = await signInWithCart(program(), "shopper-14");
      const answers = await Promise.all(Array.from({ length: 10 }, () => client.post("/checkout")));
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([201, ...Array(9).fill(409)]);
    });
  });

  describe("orders", () => {
    test("belong to the user, in any session, and to nobody else", async () => {
      const client = await signInWithCart(program(), "shopper-15");
      const { order } = (await client.post("/checkout")).json<Placed>();
      const path = `/orders/${order.id}`;
      const [again, other] = [program(), program()];
      await again.signIn("shopper-15");
      await other.signIn("shopper-16");
      expect((await again.get(path)).json()).toMatchObject({ order });
      const unknown = await other.get("/orders/00000000000000");
      for (const stranger of [other, program()]) {
        const refused = await stranger.get(path);
        expect(refused.status).toBe(404);
        expect(refused.body).toBe(unknown.body);
      }
      expect((await person().get(path)).status).toBe(404);
    });

    test("with a made-up number are 404", async () => {
      const client = await signInWithCart(program(), "shopper-17");
      for (const id of ["00000000000000", "1", "x".repeat(200), "%2e%2e%2fcart", "*", "__proto__"]) {
        const answer = await client.get(`/orders/${id}`);
        expect(answer.status, id).toBe(404);
        expect(answer.type, id).toBe("application/problem+json");
      }
    });
  });
}
