import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { Bench } from "../contract.ts";

interface Placed {
  order: { id: string; total: number };
}

const newKey = () => crypto.randomUUID();
const json = { "content-type": "application/json" };
const keyed = (key: string) => ({ "idempotency-key": key });

export function exactlyOnceContract({ program, person }: Bench) {
  const customer = async (user: string, kind = program) => {
    const client = kind();
    await client.signIn(user);
    await client.post("/cart/items", { sku: "abacus", quantity: 2 });
    return client;
  };
  const cartOf = async (client: Client) => {
    const answer = await program().withCookie(client.cookie).get("/cart");
    const { items } = answer.json<{ items: { sku: string; quantity: number }[] }>();
    return Object.fromEntries(items.map(({ sku, quantity }) => [sku, quantity]));
  };

  describe("a change that a program sends again with its idempotency key", () => {
    test("is made once and answered as before, also when it comes ten times at once", async () => {
      const client = await customer("shopper-100");
      const key = keyed(newKey());
      const add = () => client.post("/cart/items", { sku: "abacus", quantity: 3 }, key);
      const answers = await Promise.all(Array.from({ length: 10 }, add));
      await client.put("/cart/items/framed-moth", { quantity: 1 });
      for (const answer of [...answers, await add()]) {
        expect(answer.status).toBe(200);
        expect(answer.body).toBe(answers[0]?.body);
      }
      expect(await cartOf(client)).toEqual({ abacus: 5, "framed-moth": 1 });
    });

    test("is made twice without the key", async () => {
      const client = await customer("shopper-101");
      for (let n = 0; n < 2; n++) await client.post("/cart/items", { sku: "abacus" });
      expect(await cartOf(client)).toEqual({ abacus: 4 });
    });

    test("does not set or remove a second time", async () => {
      const client = await customer("shopper-102");
      const [set, remove] = [newKey(), newKey()];
      const again = {
        set: () =>
          client.send("PUT", `/cart/items/abacus?key=${set}`, { headers: json, raw: '{"quantity":7}' }),
        remove: () => client.send("DELETE", "/cart/items/abacus", { headers: keyed(remove) }),
      };
      await again.set();
      await client.post("/cart/items", { sku: "abacus" });
      expect((await again.set()).json()).toMatchObject({ items: [{ quantity: 7 }] });
      expect(await cartOf(client)).toEqual({ abacus: 8 });
      await again.remove();
      await client.post("/cart/items", { sku: "abacus" });
      expect((await again.remove()).json()).toEqual({ items: [], total: 0 });
      expect(await cartOf(client)).toEqual({ abacus: 1 });
    });

    test("places one order, whose number is told each time", async () => {
      const client = await customer("shopper-103");
      const checkOut = (key: string) => client.post("/checkout", undefined, keyed(key));
      const key = newKey();
      const answers = await Promise.all(Array.from({ length: 5 }, () => checkOut(key)));
      await client.post("/cart/items", { sku: "framed-moth" });
      answers.push(await checkOut(key));
      const [first] = answers;
      for (const answer of answers) {
        expect(answer.status).toBe(201);
        expect(answer.location).toBe(first?.location);
        expect(answer.json()).toEqual(first?.json());
      }
      expect(await cartOf(client)).toEqual({ "framed-moth": 1 });
      const second = (await checkOut(newKey())).json<Placed>();
      expect(second.order.id).not.toBe(first?.json<Placed>().order.id);
    });

    test("signs in once, also with the old cookie of somebody who never got the answer", async () => {
      const before = program();
      await before.post("/cart/items", { sku: "abacus", quantity: 2 });
      const key = newKey();
      const signIn = async () => {
        const client = before.withCookie(before.cookie);
        const answer = await client.post(
          "/login",
          { username: "shopper-104", password: "shopper-104" },
          keyed(key),
        );
        expect(answer.status).toBe(200);
        return client;
      };
      const [first, ...others] = [...(await Promise.all([signIn(), signIn()])), await signIn()];
      for (const { ticket } of others) expect(ticket.slice(0, 2)).toEqual(first?.ticket.slice(0, 2));
      for (const client of [first as Client, ...others])
        expect((await client.get("/whoami")).json()).toMatchObject({ user: "shopper-104", items: 2 });
    });

    test("is refused where it was refused", async () => {
      const client = await customer("shopper-105");
      const key = keyed(newKey());
      await client.put("/cart/items/abacus", { quantity: 99 });
      const add = () => client.post("/cart/items", { sku: "abacus" }, key);
      const refused = await add();
      expect(refused.status).toBe(409);
      expect(refused.json()).toMatchObject({ detail: expect.stringContaining("at most 99") });
      await client.delete("/cart/items/abacus");
      expect((await add()).body).toBe(refused.body);
      expect(await cartOf(client)).toEqual({});
    });
  });

  describe("an idempotency key", () => {
    const signIn = (client: Client, username: string, password: string, key: string) =>
      client.post("/login", { username, password }, keyed(key));

    test.for([
      ["fifteen characters", "x".repeat(15)],
      ["65 characters", "x".repeat(65)],
      ["nothing", ""],
      ["a space", "0123456789 abcdef"],
      ["quotes", '"0123456789abcdef"'],
      ["a colon", "0123456789:abcdef"],
      ["an umlaut", "0123456789abcdefü"],
    ] as const)("of %s is 400 and changes nothing", async ([, key]) => {
      const client = await customer("shopper-106");
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
        expect(answer.json()).toMatchObject({ detail: expect.stringContaining("16 to 64") });
      }
      const inHeader = await client.post("/cart/items", { sku: "abacus" }, keyed(encodeURIComponent(key)));
      expect(inHeader.status).toBe(400);
      expect(await cartOf(client)).toEqual({ abacus: 2 });
      expect((await client.get("/whoami")).json()).toMatchObject({ user: "shopper-106" });
    });

    test("that comes twice in one request is 400, and on a page that is only looked at it means nothing", async () => {
      const client = await customer("shopper-108");
      const [one, other] = [newKey(), newKey()];
      expect((await client.post(`/cart/items?key=${one}&key=${other}`, { sku: "abacus" })).status).toBe(400);
      expect(await cartOf(client)).toEqual({ abacus: 2 });
      expect((await client.get("/cart?key=x")).status).toBe(200);
    });

    test("of another request is 422 and changes nothing", async () => {
      for (const kind of [program, person]) {
        const client = await customer("shopper-109", kind);
        const key = newKey();
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
        expect(await cartOf(client)).toEqual({ abacus: 3 });
      }
    });

    test("of the same change to another line is 422, too", async () => {
      const client = await customer("shopper-118");
      await client.post("/cart/items", { sku: "framed-moth" });
      const key = keyed(newKey());
      await client.post("/cart/items/abacus/remove", undefined, key);
      expect((await client.post("/cart/items/framed-moth/remove", undefined, key)).status).toBe(422);
      expect(await cartOf(client)).toEqual({ "framed-moth": 1 });
    });

    test("is not spent by a wrong password", async () => {
      const client = program();
      const key = newKey();
      expect((await signIn(client, "shopper-110", "wrong", key)).status).toBe(401);
      expect((await signIn(client, "shopper-110", "shopper-110", key)).status).toBe(200);
    });

    test("does not depend on the password: nothing made of one is remembered", async () => {
      const before = program();
      await before.post("/cart/items", { sku: "abacus" });
      const [key, wide] = [newKey(), "\uff53hopper-117"];
      const [one, other] = [before.withCookie(before.cookie), before.withCookie(before.cookie)];
      await signIn(one, "shopper-117", "shopper-117", key);
      // another way to type the same password
      expect((await signIn(other, "shopper-117", wide, key)).status).toBe(200);
      expect(other.ticket[0]).toBe(one.ticket[0]);
    });

    test("of somebody's sign-in is no use to who knows it but not the password, nor to another user", async () => {
      const victim = program();
      await victim.post("/cart/items", { sku: "abacus" });
      const thief = () => victim.withCookie(planted);
      const planted = victim.cookie;
      const key = newKey();
      await signIn(victim, "shopper-111", "shopper-111", key);
      expect((await signIn(thief(), "shopper-111", "wrong", key)).status).toBe(401);
      expect((await signIn(thief(), "shopper-112", "shopper-112", key)).status).toBe(422);
      expect((await victim.get("/whoami")).json()).toMatchObject({ user: "shopper-111", items: 1 });
    });

    test("of somebody's order does not show it to who signs in next in the same browser", async () => {
      const client = await customer("shopper-113");
      const key = keyed(newKey());
      await client.post("/checkout", undefined, key);
      await client.signIn("shopper-114");
      const answer = await client.post("/checkout", undefined, key);
      expect(answer.status).toBe(422);
      expect(answer.body).not.toContain("Abacus");
    });
  });

  describe("forms", () => {
    const actions = async (client: Client, path: string) =>
      [...(await client.get(path)).body.matchAll(/<form [^>]*action="([^"]+)"/g)].map(
        ([, action]) => `${action}`,
      );

    test("all have a key of 128 bits in their action, another one each time", async () => {
      const client = await customer("shopper-115", person);
      const seen = [];
      for (const path of ["/", "/cart", "/login", "/whoami", "/nowhere", "/cart"])
        seen.push(...(await actions(client, path)));
      expect(seen.length).toBeGreaterThan(20);
      for (const action of seen) expect(action).toMatch(/^\/[\w/-]+\?key=[\w-]{22}$/);
      expect(new Set(seen.map((action) => action.split("=")[1])).size).toBe(seen.length);
    });

    test("that are sent by a double click, or again by a reload, happen once", async () => {
      const client = await customer("shopper-116", person);
      const [add = ""] = (await actions(client, "/")).filter((action) => action.startsWith("/cart/items"));
      const click = () => client.post(add, { sku: "abacus", quantity: 1 });
      for (const answer of [...(await Promise.all([click(), click()])), await click()])
        expect([answer.status, answer.location]).toEqual([303, "/cart"]);
      expect(await cartOf(client)).toEqual({ abacus: 3 });

      const [checkout = ""] = (await actions(client, "/cart")).filter((action) =>
        action.startsWith("/checkout"),
      );
      const orders = [await client.post(checkout), await client.post(checkout)];
      expect(orders[0]?.location).toMatch(/^\/orders\/\w+$/);
      expect(orders[1]?.location).toBe(orders[0]?.location);
    });
  });
}
