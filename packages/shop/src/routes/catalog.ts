import type { FastifyInstance } from "fastify";
import { catalog } from "../catalog.ts";

/** The list of products. It works while the state is unavailable. */
export async function catalogRoutes(app: FastifyInstance) {
  const products = catalog.map(({ sku, name, price }) => ({ sku, name, price }));
  const json = JSON.stringify({ products });

  app.get("/", { config: { worksWithoutState: true } }, async (request, reply) =>
    request.wantsJson
      ? reply.type("application/json; charset=utf-8").send(json)
      : reply.page("catalog", "Catalogue", { products: catalog }),
  );
}
