/** What the shop answered. `text` is what a person sees of a page: no tags, entities decoded, spaces collapsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly type: string;
  readonly location: string | null;
  readonly body: string;
  readonly text: string;
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

const KINDS = {
  program: { accept: "application/json", type: "application/json" },
  person: {
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    type: "application/x-www-form-urlencoded",
  },
};

/** A customer with a cookie jar: a program speaks JSON, a person gets pages and sends forms. Follows no redirect. */
export class Client {
  readonly url: string;
  readonly kind: keyof typeof KINDS;
  readonly cookies: Map<string, string>;
  /** The Set-Cookie headers of the last answer. */
  setCookies: readonly string[] = [];

  constructor(url: string, kind: keyof typeof KINDS = "program", cookies = new Map<string, string>()) {
    this.url = url;
    this.kind = kind;
    this.cookies = cookies;
  }

  /** The session cookie's value as it goes over the wire. */
  get cookie(): string {
    return this.cookies.get("session") ?? "";
  }

  /** The session cookie's parts: session id, cart id, home, signature. */
  get ticket(): string[] {
    return this.cookie.split(".");
  }

  /** The same kind of customer with this session cookie and no other. */
  withCookie(value: string, url = this.url): Client {
    const other = new Client(url, this.kind);
    if (value) other.cookies.set("session", value);
    return other;
  }

  /** The same customer, with the same cookies, at another address. */
  at(url: string): Client {
    return new Client(url, this.kind, this.cookies);
  }

  /** What a page says of the last clicks: who answered, and whether they knew the customer. */
  async clicks(): Promise<string[]> {
    const { text } = await this.get("/");
    return [...text.matchAll(/[\w-]+, (no session|knew you|did not know you)/g)].map(([click]) => click);
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

  async signIn(username: string, password = username): Promise<Answer> {
    const answer = await this.post("/login", { username, password });
    if (answer.status >= 400) throw new Error(`${username} cannot sign in: ${answer.text}`);
    return answer;
  }

  async send(method: string, path: string, { headers, raw }: Sent = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.url + path, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { accept: KINDS[this.kind].accept, ...(cookie && { cookie }), ...headers },
      ...(raw !== undefined && { body: Buffer.from(raw) }),
    });
    this.#keep(response.headers.getSetCookie());
    const body = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      type: response.headers.get("content-type")?.split(";")[0] ?? "",
      location: response.headers.get("location"),
      body,
      text: visibleText(body),
      json: () => JSON.parse(body),
    };
  }

  #encoded(fields?: Fields, headers?: Record<string, string>): Sent {
    if (!fields) return { headers: headers ?? {} };
    const raw =
      this.kind === "program"
        ? JSON.stringify(fields)
        : new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, `${value}`])).toString();
    return { headers: { "content-type": KINDS[this.kind].type, ...headers }, raw };
  }

  #keep(setCookies: readonly string[]): void {
    this.setCookies = setCookies;
    for (const cookie of setCookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      const expires = /expires=([^;]+)/i.exec(cookie)?.[1];
      const over = /max-age=0/i.test(cookie) || (expires && Date.parse(expires) <= Date.now());
      if (name && over) this.cookies.delete(name);
      else if (name) this.cookies.set(name, value ?? "");
    }
  }
}

export function visibleText(html: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return html
    .replaceAll(/<\/?(a|b|em|span|strong)\b[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => named[name] ?? entity)
    .replaceAll(/\s+/g, " ");
}
