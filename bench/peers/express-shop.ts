import { priceCart } from "@shop/shop/cart-total";
import { findProduct } from "@shop/shop/catalog";
import express, { type Express } from "express";
import session, { type Store } from "express-session";

declare module "express-session" {
  interface SessionData {
    user?: string;
    cart?: Record<string, number>;
  }
}

/** What the peers differ in. Without a store, express-session keeps sessions in its own memory. */
export interface ExpressShopOptions {
  readonly store?: Store;
  /** Handlers that come before the session's. */
  readonly before?: readonly express.Handler[];
}

/**
 * The shop as the documentation of Express and express-session leads most people to write it: the cart is a part of the session
 * object, which is read and written as a whole. Overlapping changes lose items, and a change that is sent twice is made twice.
 */
export function expressShop({ store, before = [] }: ExpressShopOptions): Express {
  const app = express();
  app.set("trust proxy", "loopback");
  for (const handler of before) app.use(handler);
  app.use(express.json());
  app.use(
    session({
      ...(store && { store }),
      secret: process.env.SESSION_SECRET ?? "",
      resave: false,
      saveUninitialized: false,
      cookie: { httpOnly: true, sameSite: "lax" },
    }),
  );

  app.get("/readyz", (_request, response) => {
    response.json({ status: "ready" });
  });
  app.post("/login", (request, response, next) => {
    request.session.regenerate((error) => {
      if (error) return next(error);
      request.session.user = request.body.username;
      response.json({ user: request.session.user });
    });
  });
  app.get("/cart", (request, response) => {
    response.json(priceCart(linesOf(request.session.cart)));
  });
  app.put("/cart/items/:sku", (request, response) => {
    const { sku } = request.params;
    if (!findProduct(sku)) {
      response.status(404).json({ error: "not sold here" });
      return;
    }
    const cart = { ...request.session.cart, [sku]: request.body.quantity };
    request.session.cart = cart;
    response.json(priceCart(linesOf(cart)));
  });
  return app;
}

const linesOf = (cart: Record<string, number> = {}) => new Map(Object.entries(cart));
