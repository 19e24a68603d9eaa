import { CookieJar } from "tough-cookie";
import { noteCookie, noteCredentials, noteSecret } from "./secrets.ts";

/** What the shop answered. `text` is what a person sees of a page: no tags, entities decoded, spaces collapsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly type: string;
  readonly location: string | null;
  readonly body: string;
  readonly text: string;
  readonly setCookies: readonly string[];
  json<T = unknown>(): T;
}

export interface Sent {
  readonly headers?: Record<string, string>;
  /** As it goes over the wire. */
  readonly raw?: string;
}

/** Milliseconds to wait for an answer: without one, a test fails instead of hanging. */
const PATIENCE = 10_000;

type Fields = Record<string, unknown>;
type Cookies = Readonly<Record<string, string>>;

const JSON_ONLY = { headers: { accept: "application/json" } };

const KINDS = {
  program: { accept: "application/json", type: "application/json" },
  person: {
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    type: "application/x-www-form-urlencoded",
  },
};

/** Cookies that the demo sets with any answer, errors included. */
const SHOWN_WITH_ERRORS = ["trail"];

/**
 * A customer with a browser's cookie jar: a program speaks JSON, a person gets pages and sends forms. Follows no redirect. Requests may
 * overlap: answers set cookies in the order in which they arrive.
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

  /** All cookies that the browser would send, as they go over the wire. */
  get cookies(): Cookies {
    return Object.fromEntries(this.#jar.getCookiesSync(this.url).map(({ key, value }) => [key, value]));
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

  /** Another browser of the same kind, with a copy of these cookies (all unless told otherwise). */
  withCookies(cookies = this.cookies, url = this.url): Client {
    const jar = newJar();
    for (const [name, value] of Object.entries(cookies))
      jar.setCookieSync(`${name}=${value}; Path=/${name.startsWith("__Host-") ? "; Secure" : ""}`, url);
    return new Client(url, this.kind, jar);
  }

  /** The same browser at another address. */
  at(url: string, kind = this.kind): Client {
    return new Client(url, kind, this.#jar);
  }

  /** The name of the signed-in user; null where the shop knows of none. */
  async user(): Promise<string | null> {
    const answer = await this.get("/account", JSON_ONLY);
    if (answer.status === 401) return null;
    if (answer.status !== 200) throw new Error(`Who is asking gets ${answer.status}: ${answer.body}`);
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

  async signIn(username: string, password = username): Promise<Answer> {
    const answer = await this.post("/login", { username, password });
    if (answer.status >= 400) throw new Error(`${username} cannot sign in: ${answer.text}`);
    return answer;
  }

  async send(method: string, path: string, { headers, raw }: Sent = {}): Promise<Answer> {
    const cookie = this.#jar.getCookieStringSync(this.url);
    for (const sent of cookie.split("; ")) noteCookie(sent);
    noteSecret(headers?.["idempotency-key"] ?? /[?&]key=([^&]*)/.exec(path)?.[1]);
    const response = await fetch(this.url + path, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { accept: KINDS[this.kind].accept, ...(cookie && { cookie }), ...headers },
      ...(raw !== undefined && { body: Buffer.from(raw) }),
    });
    const setCookies = response.headers.getSetCookie();
    for (const set of setCookies) noteCookie(set);
    this.#keep(setCookies, `${method} ${path} (${response.status})`, response.status >= 400);
    const body = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      type: response.headers.get("content-type")?.split(";")[0] ?? "",
      location: response.headers.get("location"),
      body,
      text: visibleText(body),
      setCookies,
      json: () => JSON.parse(body),
    };
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

  /** Throws where no shop of ours may: a name set twice, a cookie with an error, a cookie that browsers refuse. */
  #keep(setCookies: readonly string[], answer: string, isError: boolean): void {
    const names = setCookies.map((cookie) => cookie.split("=", 1)[0] ?? "");
    if (new Set(names).size < names.length)
      throw new Error(`${answer} sets a cookie twice: ${setCookies.join(" and ")}`);
    if (isError && names.some((name) => !SHOWN_WITH_ERRORS.includes(name)))
      throw new Error(`${answer} is an error and sets a cookie: ${setCookies.join(" and ")}`);
    for (const cookie of setCookies) this.#jar.setCookieSync(cookie, this.url);
  }
}

/** Refuses `__Host-` cookies as browsers do, and says so. Like browsers, it takes loopback for as good as TLS. */
function newJar(): CookieJar {
  return new CookieJar(undefined, { prefixSecurity: "strict" });
}

export function visibleText(html: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return html
    .replaceAll(/<\/?(a|b|em|span|strong)\b[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => named[name] ?? entity)
    .replaceAll(/\s+/g, " ");
}
