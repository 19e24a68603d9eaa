import { describe, expect, test } from "vitest";
import type { ContractContext } from "../describe-contract.ts";

interface Product {
  sku: string;
  name: string;
  price: number;
}

export function catalogueContract({ program, person }: ContractContext) {
  describe("catalogue", () => {
    test("a program gets about a dozen products with prices in integer cents", async () => {
      const { status, json } = await program().get("/");
      expect(status).toBe(200);
      const { products } = json<{ products: Product[] }>();
      expect(products.length).toBeGreaterThanOrEqual(10);
      expect(new Set(products.map(({ sku }) => sku)).size).toBe(products.length);
      for (const product of products) {
        expect(product).toEqual({
          sku: expect.stringMatching(/^[a-z0-9-]+$/),
          name: expect.any(String),
          price: expect.any(Number),
        });
        expect(Number.isSafeInteger(product.price) && product.price > 0).toBe(true);
      }
    });

    test("a person gets a page with the name of every product", async () => {
      const { products } = (await program().get("/")).json<{ products: Product[] }>();
      const page = await person().get("/");
      expect(page.status).toBe(200);
      expect(page.type).toBe("text/html");
      for (const { name } of products) expect(page.text).toContain(name);
    });

    test("a client that prefers neither page nor JSON gets the page", async () => {
      for (const accept of ["*/*", "text/html;q=0.8, application/json;q=0.2", "garbage"])
        expect((await program().get("/", { headers: { accept } })).type, accept).toBe("text/html");
      const json = "application/json, text/html;q=0.5";
      expect((await person().get("/", { headers: { accept: json } })).type).toBe("application/json");
    });

    test("the first page sets a cart cookie, later ones set none, and no session begins", async () => {
      for (const visitor of [program(), person()]) {
        const { setCookies } = await visitor.get("/");
        expect(setCookies).toEqual([expect.stringMatching(/^cart=/)]);
        for (const path of ["/", "/cart", "/login", "/nowhere"])
          expect((await visitor.get(path)).setCookies, path).toEqual([]);
        expect(Object.keys(visitor.cookies)).toEqual(["cart"]);
      }
    });
  });
}
