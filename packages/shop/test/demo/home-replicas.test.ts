import { afterEach, describe, expect, test } from "vitest";
import { demo } from "../../src/demo/demo.ts";
import { Client } from "../client.ts";
import { openMemoryState } from "../memory-states.ts";
import { type Settings, startShop } from "../running-shop.ts";

const COOKIE = "homes-memory";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function replica(name: string, settings: Partial<Settings> = {}): Promise<string> {
  const shop = await startShop({
    state: openMemoryState(),
    replica: name,
    app: demo({ state: "memory" }),
    ...settings,
  });
  ends.push(shop.close);
  return shop.url;
}
const twoReplicas = async () => ({ one: await replica("shop-1"), two: await replica("shop-2") });

/** The sentence on a page, without the name of the replica that answered. */
const saysTo = async (client: Client, path = "/cart") => {
  const { text } = await client.at(client.url, "person").get(path);
  return (
    /shop-\d answered\. (.*?) (Your last clicks|Your cart is empty|Your cart [A-Z])/.exec(text)?.[1] ?? text
  );
};

describe("a page says where session and cart are", () => {
  test("a visitor has no session, and a cart at the other replica", async () => {
    const { one, two } = await twoReplicas();
    const client = new Client(one);
    await client.get("/");
    expect(await saysTo(client)).toContain("You have no session yet");
    await client.add("abacus");
    expect(await saysTo(client)).toContain(
      "Your cart lives in its memory. No other replica has heard of it.",
    );
    const elsewhere = "Your cart lives in shop-1's memory, and shop-2 has never heard of it.";
    expect(await saysTo(client.at(two))).toContain(elsewhere);
    await client.at(two).add("abacus");
    const half = "What you see of your cart lives in its memory; the rest lives in shop-1's.";
    expect(await saysTo(client.at(two))).toContain(half);
  });

  test("not of a cart that was checked out, even after another checkout was refused", async () => {
    const { one, two } = await twoReplicas();
    const client = new Client(one);
    await client.signIn("shopper-1");
    await client.add("abacus");
    expect((await client.post("/checkout")).status).toBe(201);
    expect(await saysTo(client.at(two))).not.toContain("cart lives");
    expect((await client.post("/checkout")).status).toBe(409);
    expect(await saysTo(client.at(two))).not.toContain("cart lives");
  });

  test.for(["known", "unknown"])(
    "not after a sign-out at a replica where the session is %s",
    async (knowledge) => {
      const { one, two } = await twoReplicas();
      const client = new Client(one);
      await client.signIn("shopper-1");
      await client.add("abacus");
      expect((await client.at(knowledge === "known" ? one : two).post("/logout")).status).toBe(204);
      expect(client.cookies).not.toHaveProperty(COOKIE);
      for (const url of [one, two]) expect(await saysTo(client.at(url))).toContain("You have no session yet");
    },
  );

  test("a visitor's sign-out changes nothing", async () => {
    const { one } = await twoReplicas();
    const client = new Client(one);
    await client.add("abacus");
    await client.post("/logout");
    expect(await saysTo(client)).toContain("Your cart lives in its memory.");
  });

  test("not of the cart that the previous user of this browser left", async () => {
    const { one, two } = await twoReplicas();
    const client = new Client(one);
    await client.signIn("shopper-1");
    await client.add("abacus");
    await client.signIn("shopper-2");
    expect(await saysTo(client.at(two))).toBe(
      "Your session lives in shop-1's memory, and shop-2 has never heard of you.",
    );
    expect(await saysTo(client.at(one))).not.toContain("cart lives");
    await client.at(two).add("abacus");
    await client.at(one).add("abacus");
    expect(await saysTo(client.at(one))).toContain("the rest lives in shop-2's.");
  });
});

describe("the cookie behind it", () => {
  test("is out of reach for scripts", async () => {
    const { setCookies } = await new Client(await replica("shop-1")).add("abacus");
    const set = setCookies.filter((cookie) => cookie.startsWith(COOKIE));
    expect(set).toEqual([`${COOKIE}=~shop-1; Path=/; HttpOnly; SameSite=Lax`]);
  });

  test("is not set by a GET, nor by another web site's request", async () => {
    const url = await replica("shop-1");
    const client = new Client(url);
    await client.signIn("shopper-1");
    const { cookies } = client;
    expect(cookies[COOKIE]).toBe("shop-1");
    for (const path of ["/", "/cart", "/login", "/account", "/nowhere"]) await client.get(path);
    await client.post("/logout", undefined, { "sec-fetch-site": "cross-site" });
    expect(client.cookies).toEqual(cookies);
  });

  test("is ignored where it was forged", async () => {
    const url = await replica("shop-1");
    for (const value of ["<b>shop-9</b>", "SHOP~<script>", `${"x".repeat(64)}~`, "%zz", "~"]) {
      const client = new Client(url, "person").withCookies({ [COOKIE]: value });
      const { body } = await client.get("/cart");
      expect(body, value).toContain("You have no session yet");
      expect(body, value).not.toMatch(/shop-9|SHOP|xxx|%zz/);
    }
    const endless = new Client(url, "person").withCookies({
      [COOKIE]: `~${Array(500).fill("shop-9").join("~")}`,
    });
    expect((await endless.get("/cart")).text).toContain(`${Array(8).fill("shop-9").join(" and ")}'s memory`);
  });
});
