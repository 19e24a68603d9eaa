import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { priceCart } from "@shop/shop/cart-total";
import { createClient } from "redis";
import { listen } from "./listen.ts";

/**
 * The least that must be done for a request: one HMAC for the cookie, session and cart from Redis in one round trip, an answer. No
 * framework, no validation, no headers, no errors; nobody should run this.
 */
const redis = createClient({ url: process.env.REDIS_URL ?? "", commandOptions: { timeout: 0 } });
redis.on("error", console.error);
await redis.connect();

const LIFETIME = 1800;
const sessionKey = (id: string) => `floor:session:${id}`;
const cartKey = (id: string) => `floor:cart:${id}`;

const signature = (id: string) =>
  createHmac("sha256", process.env.SESSION_SECRET ?? "")
    .update(id)
    .digest();

function idOf({ headers }: IncomingMessage): string {
  const [id = "", signed = ""] = (headers.cookie ?? "").slice("session=".length).split(".");
  const sent = Buffer.from(signed, "base64url");
  const expected = signature(id);
  return sent.length === expected.length && timingSafeEqual(sent, expected) ? id : "";
}

function answer(response: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

const linesOf = (fields: Record<string, string>) =>
  new Map(Object.entries(fields).map(([sku, quantity]) => [sku, Number(quantity)]));

async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { username } = (await json(request)) as { username: string };
  const id = randomBytes(18).toString("base64url");
  await redis.set(sessionKey(id), JSON.stringify({ user: username }), {
    expiration: { type: "EX", value: LIFETIME },
  });
  response.setHeader("set-cookie", `session=${id}.${signature(id).toString("base64url")}; Path=/; HttpOnly`);
  answer(response, { user: username });
}

async function look(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = idOf(request);
  const [session, fields] = await Promise.all([redis.get(sessionKey(id)), redis.hGetAll(cartKey(id))]);
  answer(response, priceCart(linesOf(session ? fields : {})));
}

async function change(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = idOf(request);
  const sku = (request.url ?? "").slice("/cart/items/".length);
  const { quantity } = (await json(request)) as { quantity: number };
  const key = cartKey(id);
  const [session, , , fields] = await Promise.all([
    redis.get(sessionKey(id)),
    redis.hSet(key, sku, quantity),
    redis.expire(key, LIFETIME),
    redis.hGetAll(key),
  ]);
  answer(response, priceCart(linesOf(session ? fields : {})));
}

const route: RequestListener = (request, response) => {
  if (request.method === "PUT") return void change(request, response);
  if (request.url === "/cart") return void look(request, response);
  if (request.url === "/login") return void signIn(request, response);
  return answer(response, { status: "ready" });
};

listen(route);
