import { randomUUID } from "node:crypto";
import { CookieJar } from "tough-cookie";
import { Agent, request } from "undici";
import type { History, HistoryEvent, Items, Operation, Seen } from "../history/history.ts";
import type { ClientAddress } from "../runtime/runtime.ts";

/** A request that takes longer than this (milliseconds) has an unknown end. */
const PATIENCE = 15_000;

export interface ShopperOptions {
  /** Also the account's name and password. */
  readonly name: string;
  readonly url: string;
  /** IPv4; in 127.0.0.0/8 where it is a source address. */
  readonly address: string;
  readonly clientAddress: ClientAddress;
  readonly history: History;
}

interface Answer {
  readonly status: number;
  readonly replica: string | undefined;
  readonly body: Record<string, unknown>;
}

/** A simulated customer with a cookie jar and an address of its own, who knows of the shop only what its answers say. */
export class Shopper {
  readonly name: string;
  readonly #options: ShopperOptions;
  readonly #jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
  readonly #agent: Agent;

  constructor(options: ShopperOptions) {
    const { clientAddress, address } = options;
    this.name = options.name;
    this.#options = options;
    // a connection for each request, as from a browser that was away: none outlives the replica behind it
    this.#agent = new Agent({
      pipelining: 0,
      ...(clientAddress.by === "source" && { localAddress: address }),
    });
  }

  browse = () => this.#click("browse", "GET", "/");
  whoami = () => this.#click("whoami", "GET", "/whoami");
  cart = () => this.#click("cart", "GET", "/cart");
  checkout = () => this.#click("checkout", "POST", "/checkout");
  order = (id: string) => this.#click("order", "GET", `/orders/${id}`, undefined, id);
  add = (sku: string) => this.#click("add", "POST", "/cart/items", { sku }, sku);
  signIn = () =>
    this.#click("sign-in", "POST", "/login", { username: this.name, password: this.name }, this.name);

  async leave(): Promise<void> {
    await this.#agent.close();
  }

  async #click(
    operation: Operation,
    method: string,
    path: string,
    body?: object,
    wanted?: string,
  ): Promise<HistoryEvent> {
    const { history } = this.#options;
    const event = { shopper: this.name, operation, ...(wanted !== undefined && { wanted }) };
    history.record({ ...event, type: "invoke" });
    const outcome = await this.#send(method, path, body).then(describe, (error: Error) => ({
      type: "unknown" as const,
      reason: error.message,
    }));
    history.record({ ...event, ...outcome });
    return history.events.at(-1) as HistoryEvent;
  }

  async #send(method: string, path: string, body?: object): Promise<Answer> {
    const { url, clientAddress, address } = this.#options;
    const cookie = await this.#jar.getCookieString(url);
    const response = await request(new URL(path, url.replace("//localhost", "//127.0.0.1")), {
      method,
      dispatcher: this.#agent,
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
      headers: {
        accept: "application/json",
        ...(cookie && { cookie }),
        ...(body && { "content-type": "application/json" }),
        // as the shop's own forms do, so that a change which meets a dying replica can be sent to another
        ...(method !== "GET" && { "idempotency-key": randomUUID() }),
        ...(clientAddress.by === "header" && { [clientAddress.header]: address }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const set of [response.headers["set-cookie"] ?? []].flat()) await this.#jar.setCookie(set, url);
    const text = await response.body.text();
    return {
      status: response.statusCode,
      replica: response.headers["x-served-by"] as string | undefined,
      body: text.startsWith("{") ? JSON.parse(text) : {},
    };
  }
}

/** 2xx: it happened. 4xx: it was refused. Anything else does not tell. */
function describe({
  status,
  replica,
  body,
}: Answer): Pick<HistoryEvent, "type" | "status" | "seen" | "reason" | "replica"> {
  const answered = { status, ...(replica && { replica }) };
  if (status >= 200 && status < 300) return { ...answered, type: "ok", seen: seenIn(body) };
  const reason = typeof body.detail === "string" ? body.detail : `HTTP ${status}`;
  return { ...answered, type: status >= 400 && status < 500 ? "fail" : "unknown", reason };
}

/** A cart, an order, a sign-in or whoami, as the shop's JSON says it. */
function seenIn(body: Record<string, unknown>): Seen {
  const { user, session } = body;
  const order = body.order as { id: string; items: unknown; total: number } | undefined;
  const items = order?.items ?? body.items;
  const total = order?.total ?? body.total;
  return {
    ...(user !== undefined && { user: user as string | null }),
    ...(typeof session === "string" && { session }),
    ...(Array.isArray(items) && { items: quantities(items) }),
    ...(typeof total === "number" && { total }),
    ...(order && { orderId: order.id }),
  };
}

function quantities(items: readonly { sku: string; quantity: number }[]): Items {
  return Object.fromEntries(items.map(({ sku, quantity }) => [sku, quantity]));
}
