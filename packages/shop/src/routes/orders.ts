import type { Orders } from "@shop/state";
import type { FastifyInstance } from "fastify";
import { jsonOrPage, problem } from "../api/route-description.ts";
import { exactly, ref } from "../api/schemas.ts";
import { Problem } from "../problem.ts";

const ORDER_ID = /^[0-9a-f]{14}$/;

const api = {
  summary: "An order",
  response: {
    200: jsonOrPage("The order", exactly({ order: ref("Order") })),
    404: problem("The signed-in user has no such order"),
  },
  security: [{ session: [] }],
};

/** Shows an order to the user who placed it. Everybody else gets the same 404 as for a number that does not exist. */
export async function orderRoutes(app: FastifyInstance, { orders }: { orders: Orders }) {
  app.get<{ Params: { id: string } }>("/orders/:id", { config: { api } }, async (request, reply) => {
    const { id } = request.params;
    const { user } = request;
    const order = user && ORDER_ID.test(id) ? await orders.get(id) : null;
    if (!order || order.user !== user)
      throw new Problem(404, "You have no order with this number, as far as this server knows.");
    const { items, total, placedAt } = order;
    return request.wantsJson
      ? { order: { id, items, total, placedAt } }
      : reply.page("order", "Your order", { order: { id, items, total, placedAt } });
  });
}
