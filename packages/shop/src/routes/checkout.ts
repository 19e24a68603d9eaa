import { KeyReusedError, type Lines, type Order, type State } from "@shop/state";
import { newOrderId } from "@shop/state/ids";
import type { FastifyInstance } from "fastify";
import { priceCart } from "../pricing.ts";
import { Problem } from "../problem.ts";
import { sentence } from "../session/sentence.ts";

export async function checkoutRoutes(
  app: FastifyInstance,
  { state, replica }: { state: State; replica: string },
) {
  app.post("/checkout", async (request, reply) => {
    const { visit } = request;
    if (!visit?.user || !visit.cartId) {
      if (!request.wantsJson) return reply.redirect("/login?next=/cart", 303);
      const why = visit ? ` ${sentence(visit, replica, state.kind)}` : "";
      throw new Problem(401, `Please sign in to check out.${why}`);
    }
    const draft = draftFor(visit.user, newOrderId(visit.cartId));
    const order = await state.orders.place(visit.cartId, draft, request.once);
    if (!order) throw new Problem(409, "Your cart is empty, so there is nothing to check out.");
    // who signs in keeps the cart, but is not told what somebody else ordered from it
    if (order.user !== visit.user) throw new KeyReusedError();
    if (!request.wantsJson) return reply.redirect(`/orders/${order.id}`, 303);
    const { id, items, total } = order;
    return reply.code(201).header("location", `/orders/${id}`).send({ order: { id, items, total } });
  });
}

function draftFor(user: string, id: string) {
  const placedAt = new Date().toISOString();
  return (lines: Lines): Order | null => {
    const { items, total } = priceCart(lines);
    return items.length > 0 ? { id, user, items, total, placedAt } : null;
  };
}
