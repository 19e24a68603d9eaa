import type { FastifyInstance } from "fastify";
import { jsonOrPage } from "../api/route-description.ts";
import { exactly, ref } from "../api/schemas.ts";
import { catalog } from "../catalog.ts";

const products = { type: "array", items: ref("Product") };
const api = {
  summary: "What the shop sells",
  response: { 200: jsonOrPage("All products", exactly({ products })) },
};

/** The list of products. It works while the state is unavailable. */
export async function catalogRoutes(app: FastifyInstance) {
  const products = catalog.map(({ sku, name, price }) => ({ sku, name, price }));
  const json = JSON.stringify({ products });

  app.get("/", { config: { api, worksWithoutState: true } }, async (request, reply) =>
    request.wantsJson
      ? reply.type("application/json; charset=utf-8").send(json)
      : reply.page("catalog", "Catalogue", { products: catalog }),
  );
}
