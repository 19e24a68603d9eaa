import { randomUUIDv7 } from "node:crypto";
import { CookieJar } from "tough-cookie";
import { Agent, request } from "undici";
import type { History, HistoryEvent, Items, Operation, Seen } from "../history/history.ts";
import type { ClientAddress } from "../runtime/runtime.ts";
import { CartPoller } from "./cart-poller.ts";

/** A request that takes longer has an unknown outcome. */
const TIMEOUT_MS = 15_000;

export interface ShopperOptions {
  /** The name in the history. */
  readonly name: string;
  /** The account's name and password; the shopper's name where left out. */
  readonly account?: string;
  /** The cookies of a browser that is already in use; a new browser where left out. */
  readonly jar?: CookieJar;
  readonly url: string;
  /** Where the next request goes, in place of `url`, and where else if nothing listens there. */
  readonly route?: () => readonly string[];
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

interface Click {
  readonly operation: Operation;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
  /** What was asked for, as the history records it. */
  readonly wanted?: string;
  readonly key?: string | undefined;
}

/**
 * A simulated customer with a cookie jar and an address of its own, who knows only what the shop's answers say. Several clicks may be
 * in flight, as from several tabs. A change with the key of an earlier one is the earlier one sent again.
 */
export class Shopper {
  readonly name: string;
  readonly jar: CookieJar;
  readonly #options: ShopperOptions;
  readonly #account: string;
  readonly #agent: Agent;
  #poller: CartPoller | undefined;

  constructor(options: ShopperOptions) {
    const { name, account = name, jar, clientAddress, address } = options;
    this.name = name;
    this.jar = jar ?? new CookieJar(undefined, { rejectPublicSuffixes: false });
    this.#account = account;
    this.#options = options;
    // a connection for each request: none outlives the replica behind it, and no request waits for another
    this.#agent = new Agent({
      pipelining: 0,
      ...(clientAddress.by === "source" && { localAddress: address }),
    });
  }

  browse = () => this.#click({ operation: "browse", method: "GET", path: "/" });
  whoami = () => this.#click({ operation: "whoami", method: "GET", path: "/whoami" });
  cart = () => this.#click({ operation: "cart", method: "GET", path: "/cart" });
  order = (id: string) =>
    this.#click({ operation: "order", method: "GET", path: `/orders/${id}`, wanted: id });
  add = (sku: string, key?: string) =>
    this.#click({ operation: "add", method: "POST", path: "/cart/items", body: { sku }, wanted: sku, key });
  checkout = (key?: string) => this.#click({ operation: "checkout", method: "POST", path: "/checkout", key });
  signOut = () => this.#click({ operation: "sign-out", method: "POST", path: "/logout" });
  signIn = () => {
    const body = { username: this.#account, password: this.#account };
    return this.#click({ operation: "sign-in", method: "POST", path: "/login", body, wanted: this.#account });
  };

  /** Polls this customer's cart, with the cookies that the customer has when this is first read. */
  get poller(): CartPoller {
    const { url } = this.#options;
    this.#poller ??= new CartPoller({ ...this.#options, cookie: this.jar.getCookieStringSync(url) });
    return this.#poller;
  }

  async leave(): Promise<void> {
    await Promise.all([this.#agent.close(), this.#poller?.close()]);
  }

  async #click({ key = randomUUIDv7(), ...click }: Click): Promise<HistoryEvent> {
    const { history } = this.#options;
    const { operation, wanted } = click;
    const event = { shopper: this.name, operation, key, ...(wanted !== undefined && { wanted }) };
    history.record({ ...event, type: "invoke" });
    const outcome = await this.#send(click, key).then(describe, (error: Error) => ({
      type: "unknown" as const,
      reason: error.message,
    }));
    return history.record({ ...event, ...outcome });
  }

  async #send({ method, path, body }: Omit<Click, "key">, key: string): Promise<Answer> {
    const { url, clientAddress, address, route = () => [url] } = this.#options;
    const cookie = this.jar.getCookieStringSync(url);
    const options = {
      method,
      dispatcher: this.#agent,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      headers: {
        accept: "application/json",
        ...(cookie && { cookie }),
        ...(body && { "content-type": "application/json" }),
        // as the shop's own forms do: nginx may send a change that meets a dying replica to another one
        ...(method !== "GET" && { "idempotency-key": key }),
        ...(clientAddress.by === "header" && { [clientAddress.header]: address }),
      },
      ...(body && { body: JSON.stringify(body) }),
    };
    const response = await firstThatListens(route(), (base) =>
      request(new URL(path, base.replace("//localhost", "//127.0.0.1")), options),
    );
    // as in a browser, the answer that arrives last wins
    for (const set of [response.headers["set-cookie"] ?? []].flat()) this.jar.setCookieSync(set, url);
    const text = await response.body.text();
    return {
      status: response.statusCode,
      replica: response.headers["x-served-by"] as string | undefined,
      body: text.startsWith("{") ? JSON.parse(text) : {},
    };
  }
}

/** As a browser does with a host that has several addresses: where one refuses the connection, it tries the next. */
async function firstThatListens<T>(urls: readonly string[], send: (url: string) => Promise<T>): Promise<T> {
  const [first, ...others] = urls;
  try {
    return await send(first as string);
  } catch (error) {
    if (others.length === 0 || (error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
    return firstThatListens(others, send);
  }
}

/** 2xx: it happened. 4xx: it was refused. Anything else leaves the outcome unknown. */
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

/** What the shop's JSON shows of a cart, an order, a sign-in or whoami. */
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
