import { type Chance, randomBytes } from "./chance.ts";
import type { Request } from "./request.ts";

/** Which answers are right. `refused`: 4xx. `harmless`: a read, so 2xx to 4xx. `unfinished`: it breaks off, so any below 500 or none. */
export type Expectation = "refused" | "harmless" | "unfinished";

/** Makes a request with one fault and everything else random. */
export type Fault = (chance: Chance) => Request & { readonly expects: Expectation };

const JSON_TYPE = "content-type: application/json";
const FORM_TYPE = "content-type: application/x-www-form-urlencoded";
const SKUS = ["abacus", "slide-rule", "punch-cards"];
const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf"];
const BAD_QUANTITIES = [
  ..."0 -1 100 1.5 1e308 -1e308 1e-7 9007199254740993 99999999999999999999999 null true false".split(" "),
  ...['"1"', '""', '"0x1"', "[]", "[1]", "{}", '{"valueOf":1}', '"NaN"', '"١"'],
];
const BAD_FORM_QUANTITIES = ["", ..."0 -1 100 1.5 1e1 +1 01 %201 1%00 NaN Infinity ٣ 1;2".split(" ")];
const BAD_KEYS = [
  "",
  "short",
  "x".repeat(65),
  "with space in it all",
  "ключ-ключ-ключ-ключ",
  '"quoted-quoted-quoted"',
  "a/b/c/d/e/f/g/h/i/j",
];

const add = (body: string | Buffer, headers: readonly string[] = [JSON_TYPE]): Request => ({
  method: "POST",
  target: "/cart/items",
  headers,
  body,
});
const validAdd = (chance: Chance) => JSON.stringify({ sku: chance.pick(SKUS), quantity: 1 });
const refused = (request: Request) => ({ expects: "refused", ...request }) as const;
const harmless = (request: Request) => ({ expects: "harmless", ...request }) as const;

/** By name. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  "a quantity that is none": (chance) =>
    refused(add(`{"sku":"${chance.pick(SKUS)}","quantity":${chance.pick(BAD_QUANTITIES)}}`)),
  "a quantity that is none, to set": (chance) => ({
    ...refused(add(`{"quantity":${chance.pick(BAD_QUANTITIES)}}`)),
    method: "PUT",
    target: `/cart/items/${chance.pick(SKUS)}`,
  }),
  "a quantity that is none, in a form": (chance) =>
    refused(add(`sku=${chance.pick(SKUS)}&quantity=${chance.pick(BAD_FORM_QUANTITIES)}`, [FORM_TYPE])),
  "a field twice": (chance) =>
    refused(
      add(chance.pick(["sku=abacus&sku=abacus", "sku=abacus&quantity=1&quantity=1", "sku[]=abacus"]), [
        FORM_TYPE,
      ]),
    ),
  "a member twice, the last one bad": (chance) =>
    refused(add(`{"sku":"abacus","quantity":1,"quantity":${chance.pick(BAD_QUANTITIES)}}`)),
  "a product that is not sold": (chance) =>
    refused(add(JSON.stringify({ sku: chance.pick([...PROTOTYPE_KEYS, chance.text(64)]), quantity: 1 }))),
  "a product that is not sold, in the path": (chance) => ({
    ...refused(add('{"quantity":1}')),
    method: chance.pick(["PUT", "DELETE"]),
    target: `/cart/items/${chance.pick([...PROTOTYPE_KEYS, encodeURIComponent(chance.text(40)), "%ff", "%00", "a%2fb", "."])}`,
  }),
  "a prototype's key": (chance) =>
    refused(
      add(
        chance.pick([
          '{"__proto__":{"sku":"abacus"},"sku":"abacus"}',
          '{"constructor":{"prototype":{"x":1}},"sku":"abacus"}',
          '{"sku":{"__proto__":null}}',
        ]),
      ),
    ),
  "JSON that breaks off": (chance) => {
    const whole = validAdd(chance);
    return refused(add(whole.slice(0, chance.random.int(1, whole.length - 1))));
  },
  "JSON of another kind": (chance) =>
    refused(
      add(
        chance.pick([
          "[]",
          "1",
          '"abacus"',
          "null",
          "true",
          "[".repeat(5000),
          `${'{"a":'.repeat(900)}1${"}".repeat(900)}`,
        ]),
      ),
    ),
  "bytes that are no text": (chance) =>
    refused(add(Buffer.concat([Buffer.from('{"sku":"'), randomBytes(chance, 40), Buffer.from('"}')]))),
  "a body that is too large": (chance) =>
    refused(add(JSON.stringify({ sku: "x".repeat(chance.random.int(20_000, 90_000)) }))),
  "a type that is not read": (chance) =>
    refused(
      add(validAdd(chance), [
        `content-type: ${chance.pick(["text/plain", "application/xml", "multipart/form-data", "application/json, text/x", "*/*", chance.text(30) || "-"])}`,
      ]),
    ),
  "an idempotency key that is none": (chance) =>
    refused(add(validAdd(chance), [JSON_TYPE, `idempotency-key: ${chance.pick(BAD_KEYS.slice(1))}`])),
  "an idempotency key that is none, in the query": (chance) => ({
    ...refused(add(validAdd(chance))),
    target: `/cart/items?key=${encodeURIComponent(chance.pick(BAD_KEYS))}`,
  }),
  "another site's page": (chance) =>
    refused(
      add(validAdd(chance), [
        JSON_TYPE,
        chance.pick(["origin: http://example.com", "sec-fetch-site: cross-site", "origin: null"]),
      ]),
    ),
  "a method that is not known here": (chance) =>
    refused({
      method: chance.pick([
        "PATCH",
        "TRACE",
        "FOO",
        "PROPFIND",
        "LOCK",
        "get",
        "PO ST",
        "CONNECT",
        "X".repeat(chance.random.int(1, 40)),
      ]),
      target: chance.pick(["/cart", "/login", "/checkout", "/cart/items/abacus"]),
    }),
  "a path that leads nowhere": (chance) =>
    refused({
      target: `/${chance.pick(["..%2f..%2fetc%2fpasswd", "%2e%2e/", "cart/../../x", "%zz", "%", "%c0%ae", "orders/", "stats", ".nginx/refused-page", ".env", `${encodeURIComponent(chance.text(60))}/x`])}`,
    }),
  "an order that is not one's own": (chance) =>
    refused({
      target: `/orders/${encodeURIComponent(chance.pick([...PROTOTYPE_KEYS, chance.text(50), "0".repeat(14)]) || "-")}`,
    }),
  "a checkout by nobody": () =>
    refused({ method: "POST", target: "/checkout", headers: ["cookie: session=x"] }),
  "a sign-in that is none": (chance) =>
    refused({
      ...add(
        chance.pick([
          "{}",
          '{"username":"ada"}',
          '{"username":["ada"],"password":"lovelace"}',
          '{"username":{"$ne":null},"password":{"$ne":null}}',
          `{"username":"${"a".repeat(65)}","password":"x"}`,
        ]),
      ),
      target: "/login",
    }),
  "cookies that are none": (chance) =>
    harmless({
      target: chance.pick(["/", "/cart", "/login", "/whoami"]),
      headers: [
        `cookie: ${chance.pick(["session=", "session=.", "session=a.b", `session=${chance.text(300)}`, "session=a; session=b", "cart=", "cart=.", `cart=${"0".repeat(32)}.x`, `cart=${chance.text(300)}`, "=;=;=", `trail=${chance.text(200)}`, "affinity=shop-9", `x=${"y".repeat(3000)}`])}`,
      ],
    }),
  "a wish that is none": (chance) =>
    harmless({
      target: chance.pick([
        "/",
        "/cart",
        "/?x=1&x=2&__proto__[a]=1",
        "/login?next=//example.com",
        "/cart?key=%00",
      ]),
      headers: [`accept: ${chance.pick(["*/*;q=x", "text/html;;;", "a/b/c", chance.text(80) || "-"])}`],
    }),
  "a request line or header that is none": (chance) =>
    refused({
      target: "/cart",
      headers: [
        chance.pick([
          "no colon here",
          ": empty",
          "bad header : x",
          `x-long: ${"y".repeat(40_000)}`,
          "content-length: -1",
          "content-length: 1e3",
          "host: a\r\nhost: b",
        ]),
      ],
    }),
  "two lengths": (chance) =>
    refused({ ...add(validAdd(chance)), headers: [JSON_TYPE, "transfer-encoding: chunked"] }),
  "a body that breaks off": (chance) => ({
    expects: "unfinished",
    ...add(validAdd(chance)),
    length: chance.random.int(100, 5000),
  }),
};
