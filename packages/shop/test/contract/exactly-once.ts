import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { keyHeader, type Placed, signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

const JSON_TYPE = { "content-type": "application/json" };

export function exactlyOnceContract({ program, person }: ContractContext) {
  describe("a change that a program sends again with its idempotency key", () => {
    test("is made once and always gets the same answer, even if it comes ten times at once", async () => {
      const client = await signInWithCart(program(), "shopper-100");
      const key = keyHeader();
      const add = () => client.post("/cart/items", { sku: "abacus", quantity: 3 }, key);
      const answers = await Promise.all(Array.from({ length: 10 }, add));
      await client.put("/cart/items/framed-moth", { quantity: 1 });
      for (const answer of [...answers, await add()]) {
        expect(answer.status).toBe(200);
        expect(answer.body).toBe(answers[0]?.body);
      }
      expect(await client.cart()).toEqual({ abacus: 5, "framed-moth": 1 });
    });

    test("is made twice without the key", async () => {
      const client = await signInWithCart(program(), "shopper-101");
      for (let n = 0; n < 2; n++) await client.post("/cart/items", { sku: "abacus" });
      expect(await client.cart()).toEqual({ abacus: 4 });
    });

    test("does not set or remove a second time", async () => {
      const client = await signInWithCart(program(), "shopper-102");
      const [set, remove] = [keyHeader(), keyHeader()];
      const again = {
        set: () => {
          const headers = { ...JSON_TYPE, ...set };
          return client.send("PUT", "/cart/items/abacus", { headers, raw: '{"quantity":7}' });
        },
        remove: () => client.send("DELETE", "/cart/items/abacus", { headers: remove }),
      };
      await again.set();
      await client.post("/cart/items", { sku: "abacus" });
      expect((await again.set()).json()).toMatchObject({ items: [{ quantity: 7 }] });
      expect(await client.cart()).toEqual({ abacus: 8 });
      await again.remove();
      await client.post("/cart/items", { sku: "abacus" });
      expect((await again.remove()).json()).toEqual({ items: [], total: 0 });
      expect(await client.cart()).toEqual({ abacus: 1 });
    });

    test("places one order, and always answers with its number", async () => {
      const client = await signInWithCart(program(), "shopper-103");
      const checkOut = (key: Record<string, string>) => client.post("/checkout", undefined, key);
      const key = keyHeader();
      const answers = await Promise.all(Array.from({ length: 5 }, () => checkOut(key)));
      await client.post("/cart/items", { sku: "framed-moth" });
      answers.push(await checkOut(key));
      const [first] = answers;
      for (const answer of answers) {
        expect(answer.status).toBe(201);
        expect(answer.location).toBe(first?.location);
        expect(answer.json()).toEqual(first?.json());
      }
      expect(await client.cart()).toEqual({ "framed-moth": 1 });
      const second = (await checkOut(keyHeader())).json<Placed>();
      expect(second.order.id).not.toBe(first?.json<Placed>().order.id);
    });

    test("is refused again if it was refused at first", async () => {
      const client = await signInWithCart(program(), "shopper-105");
      const key = keyHeader();
      await client.put("/cart/items/abacus", { quantity: 99 });
      const add = () => client.post("/cart/items", { sku: "abacus" }, key);
      const refused = await add();
      expect(refused.status).toBe(409);
      expect(refused.json()).toMatchObject({ detail: expect.stringContaining("at most 99") });
      await client.delete("/cart/items/abacus");
      expect((await add()).body).toBe(refused.body);
      expect(await client.cart()).toEqual({});
    });
  });

  describe("forms", () => {
    const actions = async (client: Client, path: string) =>
      [...(await client.get(path)).body.matchAll(/<form [^>]*action="([^"]+)"/g)].map(
        ([, action]) => `${action}`,
      );

    test("all have a UUID of version 7 in their action, a new one each time", async () => {
      const client = await signInWithCart(person(), "shopper-115");
      const seen = [];
      for (const path of ["/", "/cart", "/login", "/account", "/nowhere", "/cart"])
        seen.push(...(await actions(client, path)));
      expect(seen.length).toBeGreaterThan(20);
      for (const action of seen) expect(action).toMatch(/^\/[\w/-]+\?key=[0-9a-f-]{14}7[0-9a-f-]{21}$/);
      expect(new Set(seen.map((action) => action.split("=")[1])).size).toBe(seen.length);
    });

    test("that are sent again by a double click or a reload count once", async () => {
      const client = await signInWithCart(person(), "shopper-116");
      const [add = ""] = (await actions(client, "/")).filter((action) => action.startsWith("/cart/items"));
      const click = () => client.post(add, { sku: "abacus", quantity: 1 });
      for (const answer of [...(await Promise.all([click(), click()])), await click()])
        expect([answer.status, answer.location]).toEqual([303, "/cart"]);
      expect(await client.cart()).toEqual({ abacus: 3 });

      const [checkout = ""] = (await actions(client, "/cart")).filter((action) =>
        action.startsWith("/checkout"),
      );
      const orders = [await client.post(checkout), await client.post(checkout)];
      expect(orders[0]?.location).toMatch(/^\/orders\/\w+$/);
      expect(orders[1]?.location).toBe(orders[0]?.location);
    });
  });
}
