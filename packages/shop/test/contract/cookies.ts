import { describe, expect, test } from "vitest";
import type { Answer } from "../answer.ts";
import { signInTwice } from "../customers.ts";
import type { ContractContext } from "../describe-contract.ts";

/** Attributes without the times, which differ. */
const attributesOf = (cookie = "") =>
  cookie
    .split("; ")
    .slice(1)
    .filter((attribute) => !/^(Max-Age|Expires)=/.test(attribute))
    .toSorted();

const nameOf = (cookie: string) => cookie.split("=", 1)[0];
const namesIn = ({ setCookies }: Answer) => setCookies.map(nameOf).toSorted();
const lifetimeOf = (cookie = "") => {
  const [, seconds] = /Max-Age=(\d+)/.exec(cookie) ?? [];
  const [, date = ""] = /Expires=([^;]+)/.exec(cookie) ?? [];
  return seconds === undefined ? (Date.parse(date) - Date.now()) / 1000 : Number(seconds);
};

const PLAIN = ["HttpOnly", "Path=/", "SameSite=Lax"];
const SECURE = ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"];

export function cookieContract({ program, person, open, start }: ContractContext) {
  describe("cookies", () => {
    test("are three, out of reach for scripts and for other sites' requests", async () => {
      const client = program();
      const page = await client.get("/");
      expect(namesIn(page)).toEqual(["cart"]);
      const signIn = await client.signIn("shopper-30");
      expect(namesIn(signIn)).toEqual(["cart", "device", "session"]);
      for (const cookie of [...page.setCookies, ...signIn.setCookies])
        expect(attributesOf(cookie), cookie).toEqual(PLAIN);
    });

    test("hold a random id and its signature, and nothing about the customer", async () => {
      const client = program();
      await client.signIn("shopper-30");
      await client.add("abacus");
      expect(client.sessionCookie).toMatch(/^[\w-]{32}\.[\w+/]{43}$/);
      expect(client.cartCookie).toMatch(/^[0-9a-f]{32}\.[\w+/]{43}$/);
      expect(client.cookies.device).toMatch(/^[\w-]{22}~[\w-]{16}\.[\w+/]{43}$/);
    });

    test("have their values in Set-Cookie only, in no page, body or other header", async () => {
      for (const client of [program(), person()]) {
        const answers = [await client.signIn("shopper-30"), await client.add("abacus")];
        for (const path of ["/", "/cart", "/account", "/login", "/nowhere"])
          answers.push(await client.get(path));
        answers.push(await client.post("/checkout"));
        const { sessionId, cartId } = client;
        for (const { headers, body } of answers) {
          const others = [...headers].filter(([name]) => name !== "set-cookie");
          for (const id of [sessionId, cartId]) expect(`${others} ${body}`).not.toContain(id);
        }
      }
    });

    test("last as long as they are useful: the session's to its absolute end, the others as long as browsers allow", async () => {
      const { url } = await start({ state: await open(), SESSION_ABSOLUTE: 500 });
      const client = program(url);
      const { setCookies } = await client.signIn("shopper-31");
      const [cart, device, session] = setCookies.toSorted();
      expect(lifetimeOf(session)).toBeGreaterThan(480);
      expect(lifetimeOf(session)).toBeLessThanOrEqual(500);
      for (const cookie of [cart, device]) expect(lifetimeOf(cookie)).toBe(400 * 24 * 60 * 60);
    });

    test("are set only when they change", async () => {
      for (const client of [program(), person()]) {
        expect(namesIn(await client.get("/"))).toEqual(["cart"]);
        // the first change says that there may be something in the cart
        expect(namesIn(await client.add("abacus"))).toEqual(["cart"]);
        expect(namesIn(await client.signIn("shopper-32"))).toEqual(["device", "session"]);
        for (const path of ["/", "/cart", "/login", "/account", "/nowhere", "/livez", "/public/styles.css"])
          expect(namesIn(await client.get(path)), path).toEqual([]);
        expect(namesIn(await client.add("abacus"))).toEqual([]);
        expect(namesIn(await client.post("/cart/items/abacus", { quantity: 4 }))).toEqual([]);
        expect(namesIn(await client.post("/checkout"))).toEqual([]);
        expect(namesIn(await client.signIn("shopper-32"))).toEqual(["session"]);
        expect(namesIn(await client.post("/logout"))).toEqual(["cart", "session"]);
        expect(namesIn(await client.post("/logout"))).toEqual([]);
      }
    });

    test("are not set by an error, whatever cookies the request had", async () => {
      const known = program();
      const ended = await signInTwice(known, "shopper-33");
      for (const client of [program(), known, ended, program().withCookies({ session: "x", cart: "x" })]) {
        const errors = [
          await client.post("/login", { username: "shopper-200", password: "byron" }),
          await client.post("/login"),
          await client.add("unicorn"),
          await client.post("/checkout?key=x"),
          await client.post("/checkout"),
          await client.get("/orders/00000000000000"),
          await client.get("/nowhere"),
          await client.add("abacus", 100),
          await client.post("/cart/items", { sku: "abacus" }, { "sec-fetch-site": "cross-site" }),
        ];
        for (const { status, setCookies } of errors) {
          expect(status).toBeGreaterThanOrEqual(400);
          expect(setCookies).toEqual([]);
        }
      }
    });

    test("are cleared with the same attributes that they were set with", async () => {
      for (const secure of [false, true]) {
        const { url } = await start({ state: await open(), SECURE_COOKIES: secure });
        for (const path of ["/logout", "/logout/everywhere"]) {
          const client = program(url);
          await client.signIn("shopper-34");
          const { setCookies } = await client.post(path);
          const cleared = setCookies.find((cookie) => cookie.includes("session="));
          expect(cleared).toMatch(/^(__Host-)?session=;/);
          expect(lifetimeOf(cleared)).toBeLessThanOrEqual(0);
          expect(attributesOf(cleared)).toEqual(secure ? SECURE : PLAIN);
          expect(client.sessionCookie).toBe("");
        }
      }
    });

    test("of an unknown session are not cleared by a GET, because another replica may know it", async () => {
      const ended = await signInTwice(program(), "shopper-35");
      for (const looking of [ended, person().withCookies(ended.cookies)]) {
        for (const path of ["/", "/cart", "/login", "/account", "/orders/00000000000000"])
          expect((await looking.get(path)).setCookies, path).toEqual([]);
        expect(looking.cookies).toEqual(ended.cookies);
      }
    });
  });

  describe("cookies over TLS", () => {
    test("are Secure and bound to this host, even behind an untrusted proxy", async () => {
      const { url } = await start({ state: await open(), SECURE_COOKIES: true });
      const client = program(url);
      const page = await client.get("/");
      const signIn = await client.signIn("shopper-36");
      expect(namesIn(page)).toEqual(["__Host-cart"]);
      expect(namesIn(signIn)).toEqual(["__Host-cart", "__Host-device", "__Host-session"]);
      for (const cookie of [...page.setCookies, ...signIn.setCookies])
        expect(attributesOf(cookie), cookie).toEqual(SECURE);
      expect(signIn.headers.get("strict-transport-security")).toContain("max-age");
      expect(await client.user()).toBe("shopper-36");
      await client.add("abacus");
      expect(await client.cart()).toEqual({ abacus: 1 });
    });

    test("are not valid under their names without the prefix", async () => {
      const { url } = await start({ state: await open(), SECURE_COOKIES: true });
      const client = program(url);
      await client.signIn("shopper-37");
      await client.add("abacus");
      const plain = client.withCookies({ session: client.sessionCookie, cart: client.cartCookie });
      expect(await plain.user()).toBeNull();
      expect(await plain.cart()).toEqual({});
    });
  });
}
