/** An HTTP request, perhaps a malformed one. */
export interface Request {
  readonly method?: string;
  readonly target: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
  /** The value of Content-Length where it is not the body's. */
  readonly length?: number | string;
}

/** As HTTP/1.1, with `more` headers. */
export function bytesOf(
  { method = "GET", target, headers = [], body, length }: Request,
  more: readonly string[],
): Buffer {
  const content = Buffer.from(body ?? "");
  const lines = [
    `${method} ${target} HTTP/1.1`,
    "host: localhost",
    "accept: application/json",
    "connection: close",
    ...headers,
    ...more,
    ...(body === undefined ? [] : [`content-length: ${length ?? content.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "utf8"), content]);
}
