import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import type { Client } from "../client.ts";
import type { ContractContext } from "../describe-contract.ts";

interface Parameter {
  readonly in: string;
  readonly name: string;
}
interface Document {
  readonly paths: Record<
    string,
    Record<string, { parameters?: Parameter[]; requestBody?: { content: object } }>
  >;
  readonly components: { securitySchemes: { session: { name: string } } };
}

const ROUTES = [
  "GET /",
  "GET /account",
  "GET /cart",
  "POST /cart/items",
  "DELETE /cart/items/{sku}",
  "POST /cart/items/{sku}",
  "PUT /cart/items/{sku}",
  "POST /cart/items/{sku}/remove",
  "POST /checkout",
  "GET /livez",
  "GET /login",
  "POST /login",
  "POST /logout",
  "POST /logout/everywhere",
  "GET /openapi.json",
  "GET /orders/{id}",
  "GET /public/styles.css",
  "GET /public/{file}",
  "GET /readyz",
  "GET /statez",
];

/** Whether it describes the shop's answers is checked with every request of every test: client.ts. */
export function openApiContract({ program, open, start }: ContractContext) {
  const documentOf = async (client: Client) => (await client.get("/openapi.json")).json<Document>();

  describe("the description of the API", () => {
    test("is valid OpenAPI", async () => {
      const { valid, errors } = await new Validator().validate({ ...(await documentOf(program())) });
      expect([valid, errors]).toEqual([true, undefined]);
    });

    test("has every route", async () => {
      const { paths } = await documentOf(program());
      const routes = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect(routes.filter((route) => !route.startsWith("HEAD ")).toSorted()).toEqual(ROUTES.toSorted());
    });

    test("says that changes may be sent as JSON and as a form, with an idempotency key", async () => {
      const { post } = (await documentOf(program())).paths["/cart/items"] ?? {};
      const types = Object.keys(post?.requestBody?.content ?? {});
      expect(types).toEqual(["application/json", "application/x-www-form-urlencoded"]);
      expect(post?.parameters).toContainEqual(
        expect.objectContaining({ in: "header", name: "Idempotency-Key" }),
      );
      expect(post?.parameters).toContainEqual(expect.objectContaining({ in: "query", name: "key" }));
    });

    test("names the cookies as they are set, also over TLS", async () => {
      const namesIn = ({ components, paths }: Document) => [
        components.securitySchemes.session.name,
        ...(paths["/cart"]?.get?.parameters ?? []).map(({ name }) => name),
      ];
      expect(namesIn(await documentOf(program()))).toEqual(["session", "cart"]);
      const { url } = await start({ state: await open(), SECURE_COOKIES: true });
      expect(namesIn(await documentOf(program(url)))).toEqual(["__Host-session", "__Host-cart"]);
    });
  });
}
