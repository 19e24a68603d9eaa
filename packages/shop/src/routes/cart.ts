import { type Carts, type Lines, MAX_QUANTITY } from "@shop/state";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { empty, json, jsonOrPage, problem } from "../api/route-description.ts";
import { exactly, ref } from "../api/schemas.ts";
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

const look = {
  summary: "The cart",
  response: { 200: jsonOrPage("The cart, at today's prices", ref("Cart")) },
};
const changed = {
  200: json("The cart after the change; for programs", ref("Cart")),
  202: json(
    "The change was made, but the customer signed in meanwhile and must ask for the cart again",
    exactly({ accepted: { const: true } }),
  ),
  303: empty("A person is sent to the cart"),
  404: problem("The shop does not sell this"),
  409: problem("The cart cannot hold so many of this product, or the idempotency key is too old"),
  422: problem("The idempotency key was used for another change"),
  429: problem("Too many carts were begun from this address"),
};
const add = { summary: "Adds to the quantity of a product", response: changed };
const set = { summary: "Sets the quantity of a product", response: changed };
const remove = { summary: "Takes a product out of the cart", response: changed };

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
  app.get("/cart", { config: { api: look, needsCart: true } }, async (request, reply) => {
    const cart = priceCart(request.cart.linesFor(request.user));
    return request.wantsJson ? cart : reply.page("cart", "Your cart", { cart, most: MAX_QUANTITY });
  });

  app.post<Add>(
    "/cart/items",
    { schema: { body: addBody }, config: { api: add }, preHandler },
    async (request, reply) => {
      const { idempotencyKey, user } = request;
      const { sku, quantity = 1 } = request.body;
      requireProduct(sku);
      const lines = await request.cart.change(user, (customer) =>
        carts.add(customer, sku, Number(quantity), idempotencyKey),
      );
      return answer(request, reply, lines);
    },
  );

  const setQuantity = async (request: FastifyRequest<SetQuantity>, reply: FastifyReply) => {
    const { idempotencyKey, user } = request;
    const { sku } = request.params;
    requireProduct(sku);
    const quantity = Number(request.body.quantity);
    const lines = await request.cart.change(user, (customer) =>
      carts.set(customer, sku, quantity, idempotencyKey),
    );
    return answer(request, reply, lines);
  };
  const setting = { schema: { body: setBody }, config: { api: set }, preHandler };
  app.put<SetQuantity>("/cart/items/:sku", setting, setQuantity);
  app.post<SetQuantity>("/cart/items/:sku", { ...setting }, setQuantity);

  const removeLine = async (request: FastifyRequest<OfItem>, reply: FastifyReply) => {
    const { idempotencyKey, user } = request;
    const { sku } = request.params;
    requireProduct(sku);
    const lines = await request.cart.change(user, (customer) => carts.remove(customer, sku, idempotencyKey));
    return answer(request, reply, lines);
  };
  const removing = { config: { api: remove }, preHandler };
  app.delete<OfItem>("/cart/items/:sku", removing, removeLine);
  app.post<OfItem>("/cart/items/:sku/remove", { ...removing }, removeLine);
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
