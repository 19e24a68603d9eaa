import { once } from "node:events";
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from "node:http2";
import { text } from "node:stream/consumers";

/** An answer over HTTP/2. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A program with a cookie jar that speaks HTTP/2 over TLS, all of it on one connection. */
export class Http2Client {
  readonly #session: ClientHttp2Session;
  readonly #cookies = new Map<string, string>();

  /** `ca`: the certificate that the server must have. */
  constructor(url: string, ca: string) {
    this.#session = connect(url, { ca });
  }

  /** Each Set-Cookie so far, by the cookie's name. */
  readonly setCookies = new Map<string, string>();

  /** Sends a JSON body, where there is one, and takes JSON, if nothing else is asked for. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const request = this.#session.request({
      ":method": method,
      ":path": path,
      accept: "application/json",
      ...(cookie && { cookie }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [answer] = (await once(request, "response")) as [IncomingHttpHeaders];
    for (const set of answer["set-cookie"] ?? []) this.#keep(set);
    return { status: Number(answer[":status"]), headers: answer, body: await text(request) };
  }

  close(): void {
    this.#session.close();
  }

  #keep(set: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    this.#cookies.set(name, value);
    this.setCookies.set(name, set);
  }
}
