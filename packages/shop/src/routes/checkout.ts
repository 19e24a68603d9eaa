import { KeyReusedError, type Lines, type Order, type Orders } from "@shop/state";
import { newOrderId } from "@shop/state/ids";
import type { FastifyInstance } from "fastify";
import { empty, json, problem, problemDocumentOnly } from "../api/route-description.ts";
import { exactly, ref } from "../api/schemas.ts";
import { priceCart } from "../cart-total.ts";
import { Problem } from "../problem.ts";

const api = {
  summary: "Makes the cart an order",
  response: {
    201: json("The order was placed; for programs", exactly({ order: ref("PlacedOrder") })),
    303: empty("A person is sent to the order, or to /login if nobody is signed in"),
    401: problemDocumentOnly("Nobody is signed in"),
    409: problem("The cart is empty, or the idempotency key is too old"),
    422: problem("The idempotency key was used for another change"),
  },
  security: [{ session: [] }],
};

/** Makes the cart of a signed-in customer an order. */
export async function checkoutRoutes(app: FastifyInstance, { orders }: { orders: Orders }) {
  app.post("/checkout", { config: { api, needsCart: true } }, async (request, reply) => {
    const { idempotencyKey, user } = request;
    if (!user) {
      const reason = "Please sign in to check out.";
      if (request.wantsJson) throw new Problem(401, reason);
      request.logSecurity("change-refused", null, { reason });
      return reply.redirect("/login?next=/cart", 303);
    }
    const order = await request.cart.change(user, (customer) =>
      orders.place(customer, draftFor(user, customer.cartId), idempotencyKey, request.cart.linesFor(user)),
    );
    if (!order) throw new Problem(409, "Your cart is empty, so there is nothing to check out.");
    // the key was used in this cart before another user signed in with it: the order is not theirs to see
    if (order.user !== user) throw new KeyReusedError();
    if (!request.wantsJson) return reply.redirect(`/orders/${order.id}`, 303);
    const { id, items, total } = order;
    return reply.code(201).header("location", `/orders/${id}`).send({ order: { id, items, total } });
  });
}

function draftFor(user: string, cartId: string) {
  const placedAt = new Date().toISOString();
  return (lines: Lines): Order | null => {
    const { items, total } = priceCart(lines);
    return items.length > 0 ? { id: newOrderId(cartId), user, items, total, placedAt } : null;
  };
}
