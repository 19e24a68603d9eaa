/**
 * Not a template. This is how sessions usually first move to Redis: the cart inside the session, and both libraries with their
 * defaults. The lab measures what it loses. Every request reads the session and writes all of it back, so of overlapping clicks
 * the last one wins: items are lost, and a slow request signs a customer in again who has just signed out.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import cookie from "@fastify/cookie";
import session from "@fastify/session";
import { countItems, priceCart } from "@shop/shop/cart-total";
import { catalog, findProduct } from "@shop/shop/catalog";
import { demoAccounts } from "@shop/shop/demo/accounts";
import { replicaName } from "@shop/shop/replica-name";
import closeWithGrace from "close-with-grace";
import { RedisStore } from "connect-redis";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { createClient } from "redis";
import { addOperations } from "./operations.ts";

declare module "fastify" {
  interface Session {
    user?: string;
    /** Quantity by SKU. */
    cart?: Record<string, number>;
  }
}

const text = { type: "string", minLength: 1 };
const quantity = { type: "integer", minimum: 1, maximum: 99, default: 1 };
const loginBody = {
  type: "object",
  properties: { username: text, password: text },
  required: ["username", "password"],
};
const addBody = { type: "object", properties: { sku: text, quantity }, required: ["sku"] };

const {
  NODE_ENV,
  HOST = "127.0.0.1",
  PORT = "3000",
  REDIS_URL = "redis://127.0.0.1:6379",
  REDIS_PASSWORD_FILE,
  SESSION_SECRET = "",
  SESSION_IDLE = "1800",
  LOG_LEVEL = "info",
} = process.env;
if (NODE_ENV === "production") {
  console.error("This shop loses items and its accounts have public passwords: it is for the lab only.");
  process.exit(1);
}
const replica = process.env.REPLICA || (await replicaName());

const app = Fastify({ logger: { name: replica, level: LOG_LEVEL } });
const url = new URL(REDIS_URL);
if (REDIS_PASSWORD_FILE) url.password = await readFile(REDIS_PASSWORD_FILE, "utf8");
const client = createClient({ url: url.href });
client.on("error", (err) => app.log.error({ err }, "Redis"));
await client.connect();
// this Redis allows its user only keys that begin with shop:
const store = new RedisStore({ client, prefix: "shop:session:" });

addOperations(app, { replica, client, store });
await app.register(shop);

// milliseconds; less than the stop_grace_period of docker-compose.yml
closeWithGrace({ delay: 8000, logger: app.log }, async () => {
  await app.close();
  client.destroy();
});
await app.listen({ host: HOST, port: Number(PORT) });

interface Login {
  Body: { username: string; password: string };
}
interface Add {
  Body: { sku: string; quantity: number };
}

async function shop(app: FastifyInstance) {
  await app.register(cookie);
  await app.register(session, {
    secret: SESSION_SECRET,
    cookie: { secure: false, maxAge: Number(SESSION_IDLE) * 1000 },
    store,
  });

  app.get("/", async () => ({ products: catalog.map(({ sku, name, price }) => ({ sku, name, price })) }));

  app.post<Login>("/login", { schema: { body: loginBody } }, async (request, reply) => {
    const { username, password } = request.body;
    const user = await demoAccounts.verify(username, password);
    if (!user) return refuse(reply, 401, "That name and password do not belong together.");
    await request.session.regenerate(["cart"]);
    request.session.user = user;
    return { user };
  });

  app.post("/logout", async ({ session }, reply) => {
    await session.destroy();
    return reply.code(204).send();
  });

  app.get("/cart", async ({ session }) => priceCart(linesOf(session.cart)));

  app.post<Add>("/cart/items", { schema: { body: addBody } }, async ({ body, session }, reply) => {
    const { sku, quantity } = body;
    if (!findProduct(sku)) return refuse(reply, 404, `The shop sells nothing with the SKU "${sku}".`);
    session.cart ??= {};
    session.cart[sku] = (session.cart[sku] ?? 0) + quantity;
    return priceCart(linesOf(session.cart));
  });

  app.post("/checkout", async ({ session }, reply) => {
    const { user } = session;
    const { items, total } = priceCart(linesOf(session.cart));
    if (!user) return refuse(reply, 401, "Please sign in to check out.");
    if (items.length === 0) return refuse(reply, 409, "Your cart is empty.");
    const id = randomUUID();
    const order = { id, user, items, total, placedAt: new Date().toISOString() };
    await client.set(`shop:order:${id}`, JSON.stringify(order));
    session.cart = {};
    reply.code(201).header("location", `/orders/${id}`);
    return { order: { id, items, total } };
  });

  app.get<{ Params: { id: string } }>("/orders/:id", async ({ params, session }, reply) => {
    const { user, ...order } = JSON.parse((await client.get(`shop:order:${params.id}`)) ?? "{}");
    if (!user || user !== session.user) return refuse(reply, 404, "You have no order with this number.");
    return { order };
  });

  app.get("/whoami", async ({ session, cookies }) => {
    const { user = null, cart, encryptedSessionId } = session;
    const isUnknown = cookies.sessionId !== undefined && cookies.sessionId !== encryptedSessionId;
    const knowledge = user ? "known" : isUnknown ? "unknown" : "none";
    return { replica, state: "redis", session: knowledge, user, items: countItems(linesOf(cart)) };
  });
}

function linesOf(cart: Record<string, number> = {}) {
  return new Map(Object.entries(cart));
}

function refuse(reply: FastifyReply, status: number, detail: string) {
  return reply.code(status).send({ detail });
}
