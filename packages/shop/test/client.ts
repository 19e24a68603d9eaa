import type { CookieJar } from "tough-cookie";
import { type Answer, readAnswer } from "./answer.ts";
import { describedAt } from "./api-description.ts";
import { cookiesIn, keepCookies, newJar } from "./cookie-jar.ts";
import { noteCookie, noteCredentials, noteSecret } from "./secrets.ts";

/** The parts of a request besides method, path and cookies. */
export interface Sent {
  readonly headers?: Record<string, string>;
  /** The body, as it goes over the wire. */
  readonly raw?: string;
}

/** Milliseconds to wait for an answer: without one, a test fails instead of hanging. */
const PATIENCE = 10_000;

type Fields = Record<string, unknown>;

const JSON_ONLY = { headers: { accept: "application/json" } };

const KINDS = {
  program: { accept: "application/json", type: "application/json" },
  person: {
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    type: "application/x-www-form-urlencoded",
  },
};

/**
 * A customer with a browser's cookie jar: a program speaks JSON, a person gets pages and sends forms. Follows no redirect. Requests may
 * overlap: answers set cookies in the order in which they arrive. Throws where /openapi.json does not describe an answer.
 */
export class Client {
  readonly url: string;
  readonly kind: keyof typeof KINDS;
  readonly #jar: CookieJar;

  constructor(url: string, kind: keyof typeof KINDS = "program", jar = newJar()) {
    this.url = url;
    this.kind = kind;
    this.#jar = jar;
  }

  /** All cookies that the browser would send, as they go over the wire, by name. */
  get cookies(): Readonly<Record<string, string>> {
    return cookiesIn(this.#jar, this.url);
  }

  get sessionCookie(): string {
    return this.#cookie("session");
  }

  get cartCookie(): string {
    return this.#cookie("cart");
  }

  get sessionId(): string {
    return this.sessionCookie.split(".")[0] ?? "";
  }

  /** The part of the cart cookie that stays the same when something is put in. */
  get cartId(): string {
    return this.cartCookie.slice(0, 32);
  }

  /** Another browser of the same kind, with a copy of these cookies: all of them by default. */
  withCookies(cookies = this.cookies, url = this.url): Client {
    return new Client(url, this.kind, newJar(cookies, url));
  }

  /** The same browser at another address. */
  at(url: string, kind = this.kind): Client {
    return new Client(url, kind, this.#jar);
  }

  /** The name of the signed-in user, as the shop sees it; null if it sees none. */
  async user(): Promise<string | null> {
    const answer = await this.get("/account", JSON_ONLY);
    if (answer.status === 401) return null;
    if (answer.status !== 200) throw new Error(`GET /account is ${answer.status}: ${answer.body}`);
    return answer.json<{ user: string }>().user;
  }

  /** Quantity by SKU. */
  async cart(): Promise<Record<string, number>> {
    const { items } = (await this.get("/cart", JSON_ONLY)).json<{
      items: { sku: string; quantity: number }[];
    }>();
    return Object.fromEntries(items.map(({ sku, quantity }) => [sku, quantity]));
  }

  get(path: string, sent?: Sent): Promise<Answer> {
    return this.send("GET", path, sent);
  }

  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Answer> {
    return this.send("POST", path, this.#encoded(fields, headers));
  }

  put(path: string, fields: Fields): Promise<Answer> {
    return this.send("PUT", path, this.#encoded(fields));
  }

  delete(path: string): Promise<Answer> {
    return this.send("DELETE", path);
  }

  add(sku: string, quantity = 1): Promise<Answer> {
    return this.post("/cart/items", { sku, quantity });
  }

  /** Throws when the shop refuses. */
  async signIn(username: string, password = username): Promise<Answer> {
    const answer = await this.post("/login", { username, password });
    if (answer.status >= 400) throw new Error(`${username} cannot sign in: ${answer.text}`);
    return answer;
  }

  async send(method: string, path: string, { headers, raw }: Sent = {}): Promise<Answer> {
    const cookie = this.#jar.getCookieStringSync(this.url);
    for (const sent of cookie.split("; ")) noteCookie(sent);
    noteSecret(headers?.["idempotency-key"] ?? /[?&]key=([^&]*)/.exec(path)?.[1]);
    const description = await describedAt(this.url, PATIENCE);
    const response = await fetch(this.url + path, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { accept: KINDS[this.kind].accept, ...(cookie && { cookie }), ...headers },
      ...(raw !== undefined && { body: Buffer.from(raw) }),
    });
    const { status } = response;
    const setCookies = response.headers.getSetCookie();
    for (const set of setCookies) noteCookie(set);
    keepCookies(this.#jar, { url: this.url, setCookies, status, what: `${method} ${path} (${status})` });
    const answer = await readAnswer(response);
    description.require(method, new URL(response.url).pathname, answer);
    return answer;
  }

  #cookie(name: string): string {
    const { cookies } = this;
    return cookies[name] ?? cookies[`__Host-${name}`] ?? "";
  }

  #encoded(fields?: Fields, headers?: Record<string, string>): Sent {
    if (!fields) return { headers: headers ?? {} };
    noteCredentials(fields);
    const raw =
      this.kind === "program"
        ? JSON.stringify(fields)
        : new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, `${value}`])).toString();
    return { headers: { "content-type": KINDS[this.kind].type, ...headers }, raw };
  }
}
