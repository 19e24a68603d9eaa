import { get } from "node:http";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ControlRoom } from "../../src/control-room/control-room.ts";
import { createServer } from "../../src/control-room/server.ts";
import { Side } from "../../src/control-room/side.ts";
import { fakeRuntime } from "./fake-runtime.ts";

const PORT = 4711;
const TOKEN = "a-token-that-nobody-guesses";
const HOST = `127.0.0.1:${PORT}`;
const OWN = { host: HOST, origin: `http://${HOST}`, "sec-fetch-site": "same-origin" };

let app: FastifyInstance;
let asked: [left: string[], right: string[]];

beforeEach(async () => {
  const left = fakeRuntime("sticky-cookie");
  const right = fakeRuntime("redis");
  asked = [left.asked, right.asked];
  const sides = [left, right].map(({ runtime, deployment }) => new Side({ runtime, deployment, seed: 1 }));
  app = await createServer(new ControlRoom("native", sides), { port: PORT, token: TOKEN });
});
afterEach(() => app.close());

function post(act: string, body: unknown, headers: Record<string, string> = {}, token = TOKEN) {
  return app.inject({
    method: "POST",
    url: `/${token}/blows/${act}`,
    headers: { ...OWN, "content-type": "application/json", ...headers },
    payload: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const KILL = { sides: [0, 1], member: "shop-1" };

test("its own page may deal blows, to one side or to both", async () => {
  expect((await post("kill", KILL)).statusCode).toBe(204);
  expect((await post("scale", { sides: [1], replicas: 5 })).statusCode).toBe(204);
  expect(asked).toEqual([["kill shop-1"], ["kill shop-1", "scale 5"]]);
});

describe("refuses, says why, and does nothing:", () => {
  afterEach(() => expect(asked).toEqual([[], []]));
  const refuses = async (answer: ReturnType<typeof post>, status: number, why: string) => {
    const { statusCode, headers, body } = await answer;
    expect(statusCode).toBe(status);
    expect(headers["content-type"]).toContain("application/problem+json");
    expect(JSON.parse(body).detail).toContain(why);
  };

  test("a wrong token or none", async () => {
    for (const token of ["wrong", "", `${TOKEN}x`, TOKEN.slice(1)])
      await refuses(post("kill", KILL, {}, token), 403, "token");
    for (const url of ["/", "/live", `/live?${TOKEN}`, "/wrong/live", `//${TOKEN}/live`])
      expect((await app.inject({ url, headers: { host: HOST } })).statusCode, url).toBe(403);
  });

  test("another origin, and none", async () => {
    for (const origin of ["http://evil.example", "null", `http://localhost:${PORT}`, `https://${HOST}`])
      await refuses(post("kill", KILL, { origin }), 403, "own page");
    for (const site of ["cross-site", "same-site", "none"])
      await refuses(post("kill", KILL, { "sec-fetch-site": site }), 403, "own page");
  });

  test("another host, as after a DNS rebinding", async () => {
    for (const host of ["evil.example", `evil.example:${PORT}`, "127.0.0.1", `127.0.0.1:${PORT + 1}`])
      await refuses(post("kill", KILL, { host, origin: `http://${host}` }), 421, host);
    const { statusCode } = await app.inject({ url: `/${TOKEN}/live`, headers: { host: "evil.example" } });
    expect(statusCode).toBe(421);
  });

  test("an unknown action", async () => {
    await refuses(post("explode", KILL), 404, "nothing here");
  });

  test("a body that is none of its own", async () => {
    const bodies = [
      {},
      { sides: [0] },
      { sides: [], member: "shop-1" },
      { sides: [2], member: "shop-1" },
      { sides: [0, 0], member: "shop-1" },
      { sides: ["0"], member: "shop-1" },
      { sides: [0], member: "nginx" },
      { sides: [0], member: "../../shop-1" },
      { sides: [0], member: "shop-1", more: true },
      [],
      "{",
      "null",
    ];
    for (const body of bodies) await refuses(post("kill", body), 400, "");
    for (const replicas of [0, 9, 1.5, "3"])
      await refuses(post("scale", { sides: [0], replicas }), 400, "replicas");
    await refuses(post("balance", { sides: [0], balancing: "luck" }), 400, "balancing");
    await refuses(
      post("kill", "sides=0&member=shop-1", { "content-type": "application/x-www-form-urlencoded" }),
      415,
      "",
    );
    await refuses(post("kill", { ...KILL, member: "x".repeat(5000) }), 413, "");
  });

  test("what cannot be done on any side", async () => {
    await refuses(post("kill", { sides: [0, 1], member: "shop-2" }), 409, "shop-2 is not running");
    await refuses(post("start", { sides: [0], member: "shop-1" }), 409, "running already");
    await refuses(post("kill", { sides: [0], member: "redis" }), 409, "On sticky-cookie there is no redis.");
    await refuses(post("kill", { sides: [1], member: "shop-7" }), 409, "there is no shop-7");
  });
});

test("a blow is dealt where it can be", async () => {
  expect((await post("kill", { sides: [0, 1], member: "redis" })).statusCode).toBe(204);
  expect(asked).toEqual([[], ["kill redis"]]);
});

test("answers allow the page its own files and nothing else", async () => {
  const { headers } = await app.inject({ url: `/${TOKEN}/nothing`, headers: { host: HOST } });
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("each connection begins with a snapshot", async () => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as { port: number };
  for (let connections = 0; connections < 2; connections++) {
    const text = await new Promise<string>((resolve, reject) => {
      const request = get({ port, path: `/${TOKEN}/live`, headers: { host: HOST } }, (response) => {
        response.once("data", (chunk: Buffer) => {
          request.destroy();
          resolve(`${response.headers["content-type"]} ${chunk}`);
        });
      });
      request.once("error", reject);
    });
    expect(text).toContain("text/event-stream");
    expect(text).toContain("event: snapshot");
    expect(text).toContain('"scenario":"sticky-cookie"');
  }
});
