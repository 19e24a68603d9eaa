import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";
import { complaints } from "../running-shop.ts";

const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded";
const LARGE = "x".repeat(17 * 1024);

interface Bad {
  readonly what: string;
  readonly status: number;
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
  readonly raw?: string;
}

const bodies: Bad[] = [
  { what: "malformed JSON", type: JSON_TYPE, raw: '{"sku":', status: 400 },
  { what: "an empty JSON body", type: JSON_TYPE, raw: "", status: 400 },
  { what: "JSON null", type: JSON_TYPE, raw: "null", status: 400 },
  { what: "a JSON array", type: JSON_TYPE, raw: '[{"sku":"abacus"}]', status: 400 },
  { what: "a JSON string", type: JSON_TYPE, raw: '"abacus"', status: 400 },
  { what: "JSON without the required fields", type: JSON_TYPE, raw: "{}", status: 400 },
  { what: "a key __proto__", type: JSON_TYPE, raw: '{"__proto__":{"polluted":1}}', status: 400 },
  {
    what: "a key constructor.prototype",
    type: JSON_TYPE,
    raw: '{"constructor":{"prototype":{}}}',
    status: 400,
  },
  { what: "an empty form", type: FORM, raw: "", status: 400 },
  {
    what: "a form with only __proto__",
    type: FORM,
    raw: "__proto__[polluted]=1&__proto__.polluted=1",
    status: 400,
  },
  { what: "JSON that calls itself a form", type: FORM, raw: '{"sku":"abacus","quantity":1}', status: 400 },
  { what: "plain text", type: "text/plain", raw: "sku=abacus&quantity=1", status: 415 },
  { what: "JSON that calls itself plain text", type: "text/plain", raw: '{"quantity":1}', status: 415 },
  { what: "XML", type: "application/xml", raw: "<sku>abacus</sku>", status: 415 },
  { what: "a multipart form", type: "multipart/form-data; boundary=b", raw: "--b--", status: 415 },
  { what: "an invalid content type", type: "garbage", raw: "{}", status: 415 },
  { what: "no body and no content type", status: 415 },
  { what: "oversized JSON", type: JSON_TYPE, raw: `{"sku":"${LARGE}"}`, status: 413 },
  { what: "an oversized form", type: FORM, raw: `sku=${LARGE}`, status: 413 },
];

const requests: Bad[] = [
  ...bodies.flatMap((body): Bad[] => [
    { ...body, path: "/login" },
    { ...body, path: "/cart/items" },
    { ...body, path: "/cart/items/abacus" },
    { ...body, path: "/cart/items/abacus", method: "PUT" },
  ]),
  { what: "duplicate SKUs", type: FORM, raw: "sku=abacus&sku=abacus", path: "/cart/items", status: 400 },
  {
    what: "duplicate quantities",
    type: FORM,
    raw: "quantity=1&quantity=9",
    path: "/cart/items/abacus",
    status: 400,
  },
  {
    what: "duplicate names",
    type: FORM,
    raw: "username=ann&username=alan&password=x",
    path: "/login",
    status: 400,
  },
  { what: "a SKU that is a number", type: JSON_TYPE, raw: '{"sku":1}', path: "/cart/items", status: 400 },
  {
    what: "a name that is a number",
    type: JSON_TYPE,
    raw: '{"username":1,"password":"x"}',
    path: "/login",
    status: 400,
  },
  {
    what: "a password that is a list",
    type: JSON_TYPE,
    raw: '{"username":"ann","password":["secret"]}',
    path: "/login",
    status: 400,
  },
  {
    what: "a long password",
    type: JSON_TYPE,
    raw: `{"username":"ann","password":"${"x".repeat(200)}"}`,
    path: "/login",
    status: 400,
  },
  { what: "malformed JSON", type: JSON_TYPE, raw: "{", path: "/checkout", status: 400 },
  { what: "malformed JSON", type: JSON_TYPE, raw: "{", path: "/logout", status: 400 },
  {
    what: "malformed JSON",
    type: JSON_TYPE,
    raw: "{",
    path: "/cart/items/abacus",
    method: "DELETE",
    status: 400,
  },
  { what: "malformed JSON", type: JSON_TYPE, raw: "{", path: "/nowhere", status: 400 },
  ...["/%zz", "/cart/items/%zz", "/public/%zz", "/%E0%A4%A", "/orders/%"].map(
    (path): Bad => ({ what: "an undecodable path", method: "GET", path, status: 404 }),
  ),
  ...[
    "/nowhere",
    "/cart/",
    "/CART",
    "/orders",
    "/public/",
    "/.env",
    "/.git/config",
    "/package.json",
    "/login/..%2f",
    `/${"x".repeat(8000)}`,
  ].map((path): Bad => ({ what: "an unknown path", method: "GET", path, status: 404 })),
  ...["/public/..%2f..%2fpackage.json", "/public/%2e%2e%2fshop.ts", "/public/%2e%2e/shop.ts"].map(
    (path): Bad => ({ what: "a file outside the public folder", method: "GET", path, status: 404 }),
  ),
  ...[
    ["DELETE", "/"],
    ["POST", "/"],
    ["PUT", "/login"],
    ["PATCH", "/cart"],
    ["DELETE", "/cart"],
    ["GET", "/cart/items"],
    ["GET", "/logout"],
    ["GET", "/checkout"],
    ["POST", "/account"],
    ["POST", "/livez"],
    ["OPTIONS", "/cart"],
  ].map(([method = "", path = ""]): Bad => ({ what: "a wrong method", method, path, status: 404 })),
  { what: "a long SKU", path: `/cart/items/${"x".repeat(500)}`, method: "DELETE", status: 404 },
  { what: "a long order number", path: `/orders/${"x".repeat(500)}`, method: "GET", status: 404 },
];

export function badInputContract({ shop, program, person }: ContractContext) {
  describe("bad input", () => {
    const title = ({ method = "POST", path = "", what, status }: Bad) =>
      `${what} at ${method} ${path.slice(0, 40)} gets ${status} and changes nothing`;

    test.for(requests.map((bad) => [title(bad), bad] as const))("%s", async ([, bad]) => {
      const { method = "POST", path = "", type, raw, status } = bad;
      const sent = { ...(type && { headers: { "content-type": type } }), ...(raw !== undefined && { raw }) };
      const client = program();
      await client.add("abacus", 3);
      const { cookies } = client;
      const logged = shop().log.length;

      const answer = await client.send(method, path, sent);
      expect(answer.status).toBe(status);
      expect(answer.type).toBe("application/problem+json");
      const problem = answer.json<{ detail: string }>();
      expect(problem).toEqual({
        type: "about:blank",
        title: expect.stringMatching(/\w/),
        status,
        detail: expect.stringMatching(/\w/),
      });
      expect(answer.headers.get("x-served-by")).toBe("shop-1");

      const page = await person().withCookies(cookies).send(method, path, sent);
      expect(page.status).toBe(status);
      expect(page.type).toBe("text/html");
      expect(page.text).toContain(problem.detail);
      expect(page.headers.get("x-served-by")).toBe("shop-1");

      expect(client.cookies).toEqual(cookies);
      expect(await client.cart()).toEqual({ abacus: 3 });
      expect("polluted" in {}).toBe(false);
      expect(complaints(shop().log.slice(logged))).toEqual([]);
    });

    test.for(["/?x=%zz", "/cart?sale=50%", "/login?next=%zz", "/login?next=/a&next=/b", "/?__proto__[x]=1"])(
      "an odd query in %j is ignored, and the page is shown",
      async (path) => {
        expect((await person().get(path)).status).toBe(200);
      },
    );

    test("a cookie that is too large for a header is refused with 431, and nothing is logged", async () => {
      const logged = shop().log.length;
      expect(
        (
          await program()
            .withCookies({ session: "x".repeat(20_000) })
            .get("/")
        ).status,
      ).toBe(431);
      expect(complaints(shop().log.slice(logged))).toEqual([]);
    });
  });
}
