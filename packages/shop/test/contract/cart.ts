import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";

const line = (sku: string, name: string, quantity: number, price: number) => ({
  sku,
  name,
  quantity,
  price,
  subtotal: price * quantity,
});
const abacus = (quantity: number) => line("abacus", "Abacus", quantity, 2400);
const moth = (quantity: number) => line("framed-moth", "Framed Moth", quantity, 2900);
const EMPTY = { items: [], total: 0 };

export function cartContract({ program, person }: ContractContext) {
  /** A customer who is not signed in and has two abaci in the cart. */
  const visitor = async (kind = program) => {
    const client = kind();
    await client.post("/cart/items", { sku: "abacus", quantity: 2 });
    return client;
  };
  const cartOf = async (client: Client) =>
    (await client.get("/cart", { headers: { accept: "application/json" } })).json();

  describe("a first add whose answer is lost", () => {
    test.each([program, person])("is in the cart, and counts once", async (kind) => {
      const client = kind();
      await client.get("/");
      // what comes back reaches another cookie jar
      await client.withCookies().post("/cart/items", { sku: "abacus", quantity: 2 });
      expect(await cartOf(client)).toEqual({ items: [abacus(2)], total: 4800 });
      await client.post("/cart/items", { sku: "abacus", quantity: 1 });
      expect(await cartOf(client)).toEqual({ items: [abacus(3)], total: 7200 });
    });
  });

  describe("cart, for programs", () => {
    test("an empty cart has no items and costs nothing", async () => {
      const answer = await program().get("/cart");
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual(EMPTY);
    });

    test("adding answers with the priced cart, and adding again increases the quantity", async () => {
      const client = program();
      const first = await client.post("/cart/items", { sku: "framed-moth", quantity: 2 });
      expect(first.status).toBe(200);
      expect(first.json()).toEqual({ items: [moth(2)], total: 5800 });
      await client.post("/cart/items", { sku: "framed-moth", quantity: 3 });
      const cart = { items: [abacus(1), moth(5)], total: 16_900 };
      expect((await client.post("/cart/items", { sku: "abacus" })).json()).toEqual(cart);
      expect((await client.get("/cart")).json()).toEqual(cart);
    });

    test("all of 20 simultaneous adds count", async () => {
      const client = await visitor();
      await Promise.all(Array.from({ length: 20 }, () => client.post("/cart/items", { sku: "abacus" })));
      expect(await cartOf(client)).toEqual({ items: [abacus(22)], total: 52_800 });
    });

    test("1 and 99 are valid quantities", async () => {
      const client = program();
      for (const quantity of [1, 99]) {
        const answer = await client.put("/cart/items/abacus", { quantity });
        expect(answer.status).toBe(200);
        expect(answer.json()).toMatchObject({ items: [abacus(quantity)] });
      }
    });

    test("setting replaces the quantity, and removing removes the line", async () => {
      const client = await visitor();
      await client.post("/cart/items", { sku: "framed-moth" });
      const set = await client.put("/cart/items/abacus", { quantity: 5 });
      expect(set.status).toBe(200);
      expect(set.json()).toEqual({ items: [abacus(5), moth(1)], total: 14_900 });
      const removed = await client.delete("/cart/items/abacus");
      expect(removed.status).toBe(200);
      expect(removed.json()).toEqual({ items: [moth(1)], total: 2900 });
      expect((await client.delete("/cart/items/abacus")).json()).toEqual({ items: [moth(1)], total: 2900 });
    });

    test("removing without a cart answers with an empty cart and begins no session", async () => {
      const client = program();
      expect((await client.delete("/cart/items/abacus")).json()).toEqual(EMPTY);
      expect(Object.keys(client.cookies)).toEqual(["cart"]);
    });

    test("an add as the very first request begins a cart and no session", async () => {
      const client = program();
      const { setCookies } = await client.add("abacus");
      expect(setCookies).toEqual([expect.stringMatching(/^cart=/)]);
      expect(Object.keys(client.cookies)).toEqual(["cart"]);
      expect(await client.cart()).toEqual({ abacus: 1 });
    });

    test("what the shop does not sell is 404 and changes nothing", async () => {
      const client = await visitor();
      for (const sku of ["unicorn", "__proto__", "constructor", ""]) {
        const add = await client.post("/cart/items", { sku });
        expect(add.status).toBe(404);
        expect(add.json()).toMatchObject({
          status: 404,
          detail: expect.stringContaining(JSON.stringify(sku)),
        });
        expect((await client.put(`/cart/items/${sku}`, { quantity: 1 })).status).toBe(404);
        expect((await client.delete(`/cart/items/${sku}`)).status).toBe(404);
      }
      expect(await cartOf(client)).toEqual({ items: [abacus(2)], total: 4800 });
    });

    test.for([0, 100, -1, 1.5, "2", true, null, [], [1], {}, 1e99, 2 ** 53])(
      "the quantity %j is 400 and changes nothing",
      async (quantity) => {
        const client = await visitor();
        const add = await client.post("/cart/items", { sku: "abacus", quantity });
        expect(add.status).toBe(400);
        expect(add.json()).toMatchObject({ status: 400, detail: expect.stringContaining("quantity") });
        expect((await client.put("/cart/items/abacus", { quantity })).status).toBe(400);
        expect(await cartOf(client)).toEqual({ items: [abacus(2)], total: 4800 });
      },
    );

    test("more than 99 of one product is 409 and changes nothing", async () => {
      const client = program();
      await client.post("/cart/items", { sku: "abacus", quantity: 98 });
      const add = await client.post("/cart/items", { sku: "abacus", quantity: 2 });
      expect(add.status).toBe(409);
      expect(add.json()).toMatchObject({ status: 409, detail: expect.stringContaining("at most 99") });
      expect(await cartOf(client)).toMatchObject({ items: [abacus(98)] });
    });

    test("customers do not see each other's carts", async () => {
      const [one, other] = [await visitor(), program()];
      await other.post("/cart/items", { sku: "framed-moth" });
      expect(await cartOf(one)).toEqual({ items: [abacus(2)], total: 4800 });
      expect(await cartOf(other)).toEqual({ items: [moth(1)], total: 2900 });
    });
  });

  describe("cart, for people", () => {
    test("adding leads to the cart, which shows products and prices", async () => {
      const client = person();
      const added = await client.post("/cart/items", { sku: "framed-moth", quantity: "3" });
      expect(added.status).toBe(303);
      expect(added.location).toBe("/cart");
      const page = await client.get("/cart");
      expect(page.status).toBe(200);
      expect(page.type).toBe("text/html");
      expect(page.text).toContain("Framed Moth");
      expect(page.text).toContain("€87.00");
    });

    test("forms set quantities and remove lines", async () => {
      const client = await visitor(person);
      const set = await client.post("/cart/items/abacus", { quantity: "7" });
      expect([set.status, set.location]).toEqual([303, "/cart"]);
      expect(await cartOf(client)).toEqual({ items: [abacus(7)], total: 16_800 });
      const removed = await client.post("/cart/items/abacus/remove");
      expect([removed.status, removed.location]).toEqual([303, "/cart"]);
      expect(await cartOf(client)).toEqual(EMPTY);
    });

    test("what the shop does not sell is a 404 page and changes nothing", async () => {
      const client = await visitor(person);
      const add = await client.post("/cart/items", { sku: "<b>unicorn</b>" });
      expect(add.status).toBe(404);
      expect(add.text).toContain("<b>unicorn</b>");
      expect(add.body).not.toContain("<b>unicorn");
      expect((await client.post("/cart/items/unicorn", { quantity: 1 })).status).toBe(404);
      expect((await client.post("/cart/items/unicorn/remove")).status).toBe(404);
      expect(await cartOf(client)).toEqual({ items: [abacus(2)], total: 4800 });
    });

    test("more than 99 of one product is a 409 page and changes nothing", async () => {
      const client = await visitor(person);
      const add = await client.post("/cart/items", { sku: "abacus", quantity: "98" });
      expect([add.status, add.type]).toEqual([409, "text/html"]);
      expect(add.text).toContain("at most 99");
      expect(await cartOf(client)).toEqual({ items: [abacus(2)], total: 4800 });
    });

    test.for(["0", "100", "-1", "1.5", "", " 1", "1e1", "0x10", "01", "two", "NaN"])(
      "the quantity %j in a form is a 400 page and changes nothing",
      async (quantity) => {
        const client = await visitor(person);
        const add = await client.post("/cart/items", { sku: "abacus", quantity });
        expect(add.status).toBe(400);
        expect(add.type).toBe("text/html");
        expect((await client.post("/cart/items/abacus", { quantity })).status).toBe(400);
        expect(await cartOf(client)).toEqual({ items: [abacus(2)], total: 4800 });
      },
    );
  });
}
