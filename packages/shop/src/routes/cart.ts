import { type Lines, MAX_QUANTITY, type State } from "@shop/state";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { findProduct } from "../catalog.ts";
import { priceCart } from "../pricing.ts";
import { Problem } from "../problem.ts";
import { jsonOrForm, Quantity, type QuantityField } from "./form.ts";

const Sku = Type.String({ maxLength: 64 });
const addBody = jsonOrForm(
  Type.Object({ sku: Sku, quantity: Type.Optional(Quantity.json) }),
  Type.Object({ sku: Sku, quantity: Type.Optional(Quantity.form) }),
);
const setBody = jsonOrForm(
  Type.Object({ quantity: Quantity.json }),
  Type.Object({ quantity: Quantity.form }),
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

export async function cartRoutes(app: FastifyInstance, { state: { carts } }: { state: State }) {
  app.get("/cart", async (request, reply) => {
    const cart = priceCart(request.visit?.lines ?? new Map());
    return request.wantsJson ? cart : reply.page("cart", "Your cart", { cart, most: MAX_QUANTITY });
  });

  app.post<Add>("/cart/items", { schema: { body: addBody } }, async (request, reply) => {
    const { sku, quantity = 1 } = request.body;
    requireProduct(sku);
    const cartId = await openCart(request);
    return answer(request, reply, await carts.add(cartId, sku, Number(quantity), request.once));
  });

  const set = async (request: FastifyRequest<SetQuantity>, reply: FastifyReply) => {
    const { sku } = request.params;
    requireProduct(sku);
    const cartId = await openCart(request);
    const quantity = Number(request.body.quantity);
    return answer(request, reply, await carts.set(cartId, sku, quantity, request.once));
  };
  app.put<SetQuantity>("/cart/items/:sku", { schema: { body: setBody } }, set);
  app.post<SetQuantity>("/cart/items/:sku", { schema: { body: setBody } }, set);

  const remove = async (request: FastifyRequest<OfItem>, reply: FastifyReply) => {
    const { sku } = request.params;
    requireProduct(sku);
    const cartId = request.visit?.cartId;
    return answer(request, reply, cartId ? await carts.remove(cartId, sku, request.once) : new Map());
  };
  app.delete<OfItem>("/cart/items/:sku", remove);
  app.post<OfItem>("/cart/items/:sku/remove", remove);
}

function openCart({ visit }: FastifyRequest): Promise<string> {
  if (!visit) throw new Error("Cart routes belong inside the scope of the session plugin.");
  return visit.openCart();
}

function requireProduct(sku: string): void {
  if (!findProduct(sku))
    throw new Problem(404, `The shop sells nothing with the SKU ${JSON.stringify(sku)}.`);
}

function answer(request: FastifyRequest, reply: FastifyReply, lines: Lines) {
  return request.wantsJson ? priceCart(lines) : reply.redirect("/cart", 303);
}
