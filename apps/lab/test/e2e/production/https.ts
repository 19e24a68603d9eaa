import { randomUUIDv7, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ConnectionOptions, connect } from "node:tls";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Http2Client } from "./http2-client.ts";
import { PASSWORD, type ProductionDeployment } from "./production-deployment.ts";

const HSTS = "max-age=31536000; includeSubDomains";
const PERSON = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const PROGRAM = { accept: "application/json" };

/** What a deployment does over TLS, and what it does not over plain HTTP. */
export function httpsContract(deployment: () => ProductionDeployment): void {
  const certificate = () =>
    readFile(join(deployment().folder, "certificates", "tls", "fullchain.pem"), "utf8");
  let client: Http2Client;
  beforeEach(async () => {
    client = new Http2Client(`https://localhost:${deployment().httpsPort}`, await certificate());
  });
  afterEach(() => client.close());

  test("a customer signs in, buys and signs out over HTTP/2, with cookies that TLS and this host keep", async () => {
    await client.send("POST", "/login", { username: "ann", password: PASSWORD });
    await client.send("POST", "/cart/items", { sku: "abacus", quantity: 2 });
    const key = { "idempotency-key": randomUUIDv7() };
    await client.send("POST", "/cart/items", { sku: "abacus", quantity: 1 }, key);
    const order = await client.send("POST", "/checkout");
    expect([order.status, JSON.parse(order.body)]).toMatchObject([
      201,
      { order: { items: [{ sku: "abacus", quantity: 3 }] } },
    ]);
    for (const name of ["__Host-session", "__Host-cart"])
      expect(client.setCookies.get(name)).toMatch(/; Path=\/;.* Secure/);
    expect((await client.send("POST", "/logout")).status).toBeLessThan(400);
    expect((await client.send("GET", "/account")).status).toBe(401);
  });

  test("every answer asks for TLS for a year, once: the shop's, and nginx's own", async () => {
    for (const [path, headers, status] of [
      ["/", PERSON, 200],
      ["/public/favicon.svg", {}, 200],
      ["/nowhere", PROGRAM, 404],
      ["/stats", PERSON, 404],
      ["/stats", PROGRAM, 404],
      ["/healthz", {}, 200],
    ] as const) {
      const answer = await client.send("GET", path, undefined, headers);
      expect([answer.status, answer.headers["strict-transport-security"]], path).toEqual([status, HSTS]);
    }
  });

  describe("over plain HTTP", () => {
    const send = (method: string, path: string, headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${deployment().httpPort}${path}`, { method, headers, redirect: "manual" });

    test.each(["/cart?a=b", "/a%0d%0aset-cookie:%20c=d"])("people are led to TLS: %s", async (path) => {
      const answer = await send("GET", path, PERSON);
      expect([answer.status, answer.headers.get("location")]).toEqual([301, `https://127.0.0.1${path}`]);
      expect(answer.headers.get("set-cookie")).toBeNull();
    });

    test.each([
      ["a program's request", "GET", "/", PROGRAM],
      ["a form", "POST", "/login", PERSON],
      ["an unusual method", "M-SEARCH", "/", PERSON],
      ["a path with a line break", "GET", "/a%0a%20GET", PROGRAM],
    ] as const)("%s is refused, by nginx alone and without HSTS", async (_what, method, path, headers) => {
      const answer = await send(method, path, headers);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain("reached over HTTPS only");
      for (const header of ["x-served-by", "strict-transport-security", "set-cookie"])
        expect(answer.headers.get(header), header).toBeNull();
    });

    test("on the port for TLS is refused with a page like all others", async () => {
      const answer = await fetch(`http://127.0.0.1:${deployment().httpsPort}/`, { headers: PERSON });
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("Request refused")]);
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    });
  });

  describe("Mozilla's intermediate profile", () => {
    const handshake = async (options: ConnectionOptions) => {
      const { httpsPort: port } = deployment();
      const socket = connect({
        port,
        host: "127.0.0.1",
        servername: "localhost",
        ca: await certificate(),
        ...options,
      });
      await once(socket, "secureConnect");
      const { name } = socket.getCipher();
      const seen = [socket.getProtocol(), name];
      socket.destroy();
      return seen;
    };

    test.each<[string, ConnectionOptions, string]>([
      ["TLS 1.3", { minVersion: "TLSv1.3" }, "TLSv1.3"],
      [
        "TLS 1.2 with a cipher of the profile",
        { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" },
        "TLSv1.2",
      ],
      ["a key exchange that quantum computers cannot break", { ecdhCurve: "X25519MLKEM768" }, "TLSv1.3"],
    ])("%s is accepted", async (_what, options, protocol) => {
      expect((await handshake(options))[0]).toBe(protocol);
    });

    test.each<[string, ConnectionOptions]>([
      ["TLS 1.1", { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" }],
      [
        "CBC",
        { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384:@SECLEVEL=0" },
      ],
      ["a curve that is not in it", { ecdhCurve: "secp521r1" }],
    ])("%s is refused", async (_what, options) => {
      await expect(handshake(options)).rejects.toThrow(/alert/);
    });
  });

  test("limits hold over HTTP/2: of too many sign-ins on one connection the last have to wait", async () => {
    // one address may send 100 at once, and two a second (nginx/limits.conf)
    const flood = await Promise.all(Array.from({ length: 140 }, () => client.send("POST", "/login", {})));
    const refused = flood.filter(({ status }) => status === 429);
    expect(flood.length - refused.length).toBeGreaterThanOrEqual(90);
    expect(refused.length).toBeGreaterThan(20);
    expect(refused[0]?.headers).toMatchObject({
      "retry-after": "2",
      "content-type": "application/problem+json",
    });
  });

  test("a renewed certificate is served after a reload, and no connection is closed for it", async () => {
    const served = async () => {
      const socket = connect({ port: deployment().httpsPort, host: "127.0.0.1", rejectUnauthorized: false });
      await once(socket, "secureConnect");
      const { fingerprint256 } = new X509Certificate(socket.getPeerCertificate().raw);
      socket.destroy();
      return fingerprint256;
    };
    const before = await served();
    const folder = join(deployment().folder, "certificates", "tls");
    for (const file of ["fullchain.pem", "privkey.pem"]) await rm(join(folder, file));
    await execa(join(deployment().folder, "scripts", "secrets"));
    const during = client.send("GET", "/cart");
    await deployment().own(["kill", "--signal", "HUP", "nginx-redis"]);
    expect((await during).status).toBe(200);
    const { fingerprint256: renewed } = new X509Certificate(await certificate());
    expect(renewed).not.toBe(before);
    await expect.poll(served, { timeout: 10_000 }).toBe(renewed);
  });
}
