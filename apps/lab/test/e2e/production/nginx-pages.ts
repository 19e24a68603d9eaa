import { connect } from "node:tls";
import { expect, test } from "vitest";
import type { ProductionDeployment } from "./production-deployment.ts";

const HSTS = "strict-transport-security: max-age=31536000; includesubdomains";

/** What nginx answers itself over TLS. */
export function nginxPagesContract(deployment: () => ProductionDeployment): void {
  /** The status and the header lines of the answer to these bytes, over HTTP/1.1. */
  const send = async (bytes: string) => {
    const { httpsPort: port } = deployment();
    // other tests check the certificate
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
    socket.write(bytes);
    let answer = "";
    for await (const part of socket) {
      answer += part;
      if (answer.includes("\r\n\r\n")) break;
    }
    const [status = "", ...headers] = (answer.split("\r\n\r\n")[0] ?? "").toLowerCase().split("\r\n");
    return { status: Number(status.split(" ")[1]), headers };
  };

  test.each([
    ["is garbled", "no request at all\r\n\r\n", 400],
    ["has two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400],
    ["has too long a header", `GET / HTTP/1.1\r\nHost: a\r\nLong: ${"a".repeat(40_000)}\r\n\r\n`, 400],
    ["has too long a path", `GET /${"a".repeat(40_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    ["has too large a body", "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n", 413],
    ["traces", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405],
  ])("a request that %s is refused with HSTS, once", async (_what, bytes, status) => {
    const answer = await send(bytes);
    expect(answer.status).toBe(status);
    expect(answer.headers.filter((line) => line.startsWith("strict-"))).toEqual([HSTS]);
  });

  test("the page for when no replica answers has HSTS, once", async () => {
    const { own } = deployment();
    await own(["kill", "shop-redis"]);
    const answer = await send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const { exitCode, all } = await own(["up", "--detach", "--wait"]);
    expect(exitCode, all).toBe(0);
    expect(answer.status).toBe(503);
    expect(answer.headers.filter((line) => line.startsWith("strict-"))).toEqual([HSTS]);
  });
}
