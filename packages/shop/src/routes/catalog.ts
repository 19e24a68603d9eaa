import type { FastifyInstance } from "fastify";
import { catalog } from "../catalog.ts";

export async function catalogRoutes(app: FastifyInstance) {
  const products = catalog.map(({ sku, name, price }) => ({ sku, name, price }));

  app.get("/", { config: { worksWithoutState: true } }, async (request, reply) =>
    request.wantsJson ? { products } : reply.page("catalog", "Catalogue", { products: catalog }),
  );
}
