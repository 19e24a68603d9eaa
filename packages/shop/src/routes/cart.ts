import { type Carts, type Lines, MAX_QUANTITY } from "@shop/state";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { priceCart } from "../cart-total.ts";
import { findProduct } from "../catalog.ts";
import { Problem } from "../problem.ts";
import { jsonOrForm, Quantity, type QuantityField } from "./request-body.ts";

const sku = { type: "string", maxLength: 64 };
const addBody = jsonOrForm(
  { required: ["sku"], properties: { sku, quantity: Quantity.json } },
  { required: ["sku"], properties: { sku, quantity: Quantity.form } },
);
const setBody = jsonOrForm(
  { required: ["quantity"], properties: { quantity: Quantity.json } },
  { required: ["quantity"], properties: { quantity: Quantity.form } },
);

interface Add {
  Body: { sku: string; quantity?: QuantityField };
}
interface OfItem {
  Params: { sku: string };
}
interface SetQuantity extends OfItem {
  Body: { quantity: QuantityField };
}

/** Looking into the cart and changing it. Forms know only POST, so each PUT and DELETE has a POST that does the same. */
export async function cartRoutes(app: FastifyInstance, { carts }: { carts: Carts }) {
  const preHandler = app.limitNewCarts;
  app.get("/cart", async (request, reply) => {
    const cart = priceCart(request.cart.linesFor(request.user));
    return request.wantsJson ? cart : reply.page("cart", "Your cart", { cart, most: MAX_QUANTITY });
  });

  app.post<Add>("/cart/items", { schema: { body: addBody }, preHandler }, async (request, reply) => {
    const { idempotencyKey, user } = request;
    const { sku, quantity = 1 } = request.body;
    requireProduct(sku);
    const lines = await request.cart.change(user, (customer) =>
      carts.add(customer, sku, Number(quantity), idempotencyKey),
    );
    return answer(request, reply, lines);
  });

  const set = async (request: FastifyRequest<SetQuantity>, reply: FastifyReply) => {
    const { idempotencyKey, user } = request;
    const { sku } = request.params;
    requireProduct(sku);
    const quantity = Number(request.body.quantity);
    const lines = await request.cart.change(user, (customer) =>
      carts.set(customer, sku, quantity, idempotencyKey),
    );
    return answer(request, reply, lines);
  };
  app.put<SetQuantity>("/cart/items/:sku", { schema: { body: setBody }, preHandler }, set);
  app.post<SetQuantity>("/cart/items/:sku", { schema: { body: setBody }, preHandler }, set);

  const remove = async (request: FastifyRequest<OfItem>, reply: FastifyReply) => {
    const { idempotencyKey, user } = request;
    const { sku } = request.params;
    requireProduct(sku);
    const lines = await request.cart.change(user, (customer) => carts.remove(customer, sku, idempotencyKey));
    return answer(request, reply, lines);
  };
  app.delete<OfItem>("/cart/items/:sku", { preHandler }, remove);
  app.post<OfItem>("/cart/items/:sku/remove", { preHandler }, remove);
}

function requireProduct(sku: string): void {
  if (!findProduct(sku))
    throw new Problem(404, `The shop sells nothing with the SKU ${JSON.stringify(sku)}.`);
}

/** `lines` is null if the customer signed in during this request: the change was made, but the answer must not show the cart. */
function answer(request: FastifyRequest, reply: FastifyReply, lines: Lines | null) {
  if (!request.wantsJson) return reply.redirect("/cart", 303);
  return lines ? priceCart(lines) : reply.code(202).send({ accepted: true });
}
