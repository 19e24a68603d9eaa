import { randomUUIDv7 } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import { keyHeader, type Placed, signInWithCart } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

export function idempotencyKeyContract({ program, person }: ContractContext) {
  describe("an idempotency key", () => {
    const signIn = (client: Client, username: string, password: string, key: string) =>
      client.post("/login", { username, password }, keyHeader(key));

    test.for([
      ["another version of UUID, which does not say when it was made", crypto.randomUUID()],
      ["a UUID with capitals", "01A21409-E3A1-7F88-BCF1-A00000000000"],
      ["a UUID without hyphens", "01a21409e3a17f88bcf1a00000000000"],
      ["a UUID and more", "01a21409-e3a1-7f88-bcf1-a00000000000-"],
      ["nothing", ""],
      ["only quotes", '""'],
      ["half a quote", '"01a21409-e3a1-7f88-bcf1-a00000000000'],
      ["an umlaut", "01a21409-e3a1-7f88-bcf1-a0000000000ü"],
    ] as const)("of %s is 400 and changes nothing", async ([, key]) => {
      const client = await signInWithCart(program(), "shopper-106");
      const query = `?key=${encodeURIComponent(key)}`;
      const answers = [
        await client.post(`/cart/items${query}`, { sku: "abacus" }),
        await client.send("DELETE", `/cart/items/abacus${query}`),
        await client.post(`/checkout${query}`),
        await client.post(`/logout${query}`),
        await client.post(`/login${query}`, { username: "shopper-107", password: "shopper-107" }),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(400);
        expect(answer.json()).toMatchObject({ detail: expect.stringContaining("UUID of version 7") });
      }
      const inHeader = await client.post(
        "/cart/items",
        { sku: "abacus" },
        keyHeader(encodeURIComponent(key)),
      );
      expect(inHeader.status).toBe(400);
      expect(await client.cart()).toEqual({ abacus: 2 });
      expect(await client.user()).toBe("shopper-106");
    });

    test("is the same key with the quotes that the draft standard asks for", async () => {
      const client = await signInWithCart(program(), "shopper-119");
      const key = randomUUIDv7();
      await client.post("/cart/items", { sku: "abacus" }, keyHeader(`"${key}"`));
      await client.post("/cart/items", { sku: "abacus" }, keyHeader(key));
      await client.post(`/cart/items?key=${key}`, { sku: "abacus" });
      expect(await client.cart()).toEqual({ abacus: 3 });
    });

    test("that is older than half an hour is 409 and changes nothing, and the answer says what to do", async () => {
      for (const kind of [program, person]) {
        const client = await signInWithCart(kind(), "shopper-121");
        const old = randomUUIDv7();
        const madeAt = (Date.now() - 31 * 60 * 1000).toString(16).padStart(12, "0");
        const key = `${madeAt.slice(0, 8)}-${madeAt.slice(8)}${old.slice(13)}`;
        const answers = [
          await client.post(`/cart/items?key=${key}`, { sku: "abacus" }),
          await client.post(`/cart/items/abacus?key=${key}`, { quantity: 9 }),
          await client.post(`/cart/items/abacus/remove?key=${key}`),
          await client.post(`/checkout?key=${key}`),
        ];
        for (const answer of answers) {
          expect(answer.status).toBe(409);
          expect(answer.text).toMatch(/30 minutes.*Nothing was changed now.*load the page again/);
        }
        expect(await client.cart()).toEqual({ abacus: 2 });
      }
    });

    test("in a parameter KEY does not count, as it does not count for the load balancer", async () => {
      const client = await signInWithCart(program(), "shopper-122");
      const key = randomUUIDv7();
      for (let n = 0; n < 2; n++) await client.post(`/cart/items?KEY=${key}`, { sku: "abacus" });
      expect(await client.cart()).toEqual({ abacus: 4 });
    });

    test("is 400 when a request has two of them, and is ignored on a GET", async () => {
      const client = await signInWithCart(program(), "shopper-108");
      const [one, other] = [randomUUIDv7(), randomUUIDv7()];
      expect((await client.post(`/cart/items?key=${one}&key=${other}`, { sku: "abacus" })).status).toBe(400);
      expect(await client.cart()).toEqual({ abacus: 2 });
      expect((await client.get("/cart?key=x")).status).toBe(200);
    });

    test("that was used for a different request is 422 and changes nothing", async () => {
      for (const kind of [program, person]) {
        const client = await signInWithCart(kind(), "shopper-109");
        const key = randomUUIDv7();
        await client.post(`/cart/items?key=${key}`, { sku: "abacus", quantity: 1 });
        const others = [
          await client.post(`/cart/items?key=${key}`, { sku: "abacus", quantity: 2 }),
          await client.post(`/cart/items/abacus?key=${key}`, { quantity: 1 }),
          await client.post(`/cart/items/abacus/remove?key=${key}`),
          await client.post(`/checkout?key=${key}`),
        ];
        for (const answer of others) {
          expect(answer.status).toBe(422);
          expect(answer.type).toBe(kind === program ? "application/problem+json" : "text/html");
          expect(answer.text).toContain("was used before for a different one");
        }
        expect(await client.cart()).toEqual({ abacus: 3 });
      }
    });

    test("that was used for the same change to another line is also 422", async () => {
      const client = await signInWithCart(program(), "shopper-118");
      await client.post("/cart/items", { sku: "framed-moth" });
      const key = keyHeader();
      await client.post("/cart/items/abacus/remove", undefined, key);
      expect((await client.post("/cart/items/framed-moth/remove", undefined, key)).status).toBe(422);
      expect(await client.cart()).toEqual({ "framed-moth": 1 });
    });

    test("has no meaning in the cart of the next user of the browser, who does not see the previous user's order", async () => {
      const client = await signInWithCart(program(), "shopper-113");
      const key = keyHeader();
      const order = (await client.post("/checkout", undefined, key)).json<Placed>();
      await client.signIn("shopper-114");
      const answer = await client.post("/checkout", undefined, key);
      expect(answer.status).toBe(409);
      expect(answer.body).not.toContain("Abacus");
      await client.add("framed-moth");
      const placed = (await client.post("/checkout", undefined, keyHeader())).json<Placed>();
      expect(placed.order.id).not.toBe(order.order.id);
      expect(placed.order.total).toBe(2900);
    });

    test("is ignored by sign-in: nothing that is remembered may depend on a password", async () => {
      const client = program();
      const key = randomUUIDv7();
      expect((await signIn(client, "shopper-110", "wrong", key)).status).toBe(401);
      expect((await signIn(client, "shopper-110", "shopper-110", key)).status).toBe(200);
      expect((await signIn(client, "shopper-110", "wrong", key)).status).toBe(401);
      expect((await signIn(client, "shopper-111", "shopper-111", key)).status).toBe(200);
      expect(await client.user()).toBe("shopper-111");
    });
  });
}
