import { get } from "node:http";
import type { LightMyRequestResponse as Answer, FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ControlRoom } from "../src/server/control-room.ts";
import { createServer } from "../src/server/server.ts";
import { Side } from "../src/server/side.ts";
import { fakeRuntime } from "./fake-runtime.ts";

const PORT = 4711;
const TOKEN = "a-token-that-nobody-guesses";
const HOST = `127.0.0.1:${PORT}`;
const OWN = { host: HOST, origin: `http://${HOST}`, "sec-fetch-site": "same-origin" };
const ENTRANCE = `/?token=${TOKEN}`;

let app: FastifyInstance;
let cookie: string;
let asked: [left: string[], right: string[]];

beforeEach(async () => {
  const left = fakeRuntime("sticky-cookie");
  const right = fakeRuntime("redis");
  asked = [left.asked, right.asked];
  const sides = [left, right].map(({ runtime, deployment }) => new Side({ runtime, deployment, seed: 1 }));
  app = await createServer(new ControlRoom("native", sides), { port: PORT, token: TOKEN });
  cookie = cookieOf(await enter());
});
afterEach(() => app.close());

const enter = (url = ENTRANCE) => app.inject({ url, headers: { host: HOST } });
const setCookieOf = ({ headers }: Answer) => `${headers["set-cookie"]}`;
const cookieOf = (answer: Answer) => setCookieOf(answer).split(";")[0] as string;

function post(act: string, body: unknown, headers: Record<string, string> = {}) {
  return app.inject({
    method: "POST",
    url: `/blows/${act}`,
    headers: { ...OWN, cookie, "content-type": "application/json", ...headers },
    payload: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const KILL = { sides: [0, 1], member: "shop-1" };

test("exchanges the token for a cookie, so that it leaves the address bar", async () => {
  const answer = await enter();
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "/"]);
  const attributes = setCookieOf(answer).split("; ").slice(1).sort();
  expect(attributes).toEqual(["HttpOnly", "Path=/", "SameSite=Strict"]);
  const page = await app.inject({ url: "/nothing", headers: { host: HOST, cookie: `other=1; ${cookie}` } });
  expect(page.statusCode).toBe(404);
  for (const { headers, body } of [answer, page]) {
    expect(JSON.stringify(headers) + body).not.toContain(TOKEN);
    expect(headers["referrer-policy"]).toBe("no-referrer");
  }
});

test("two control rooms on one machine have cookies of different names and values", async () => {
  const other = await createServer(new ControlRoom("native", []), { port: PORT + 1, token: TOKEN });
  const host = `127.0.0.1:${PORT + 1}`;
  const [name, value] = cookieOf(await other.inject({ url: ENTRANCE, headers: { host } })).split("=");
  expect(cookie).not.toContain(name);
  expect(cookie).not.toContain(value);
  await other.close();
});

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
    const wrong = [
      "/",
      "/?token=",
      "/?token=wrong",
      `${ENTRANCE}x`,
      ENTRANCE.slice(0, -1),
      `/live?token=${TOKEN}`,
    ];
    for (const url of [...wrong, `/${TOKEN}/`, `//?token=${TOKEN}`, "/live", "/nothing", "/blows/kill"]) {
      await refuses(enter(url), 403, "Open the URL that it printed");
      expect(setCookieOf(await enter(url)), url).toBe("undefined");
    }
  });

  test("a wrong cookie, none, and the token in its place", async () => {
    const [name, value] = cookie.split("=") as [string, string];
    const wrong = [
      "",
      `${name}=`,
      `${name}=${value}x`,
      `${name}=${TOKEN}`,
      `control-room-${PORT + 1}=${value}`,
    ];
    for (const cookie of wrong)
      await refuses(post("kill", KILL, { cookie }), 403, "Open the URL that it printed");
    for (const method of ["GET", "HEAD"] as const)
      expect((await app.inject({ method, url: "/", headers: { host: HOST } })).statusCode).toBe(403);
  });

  test("the cookie of the control room before it", async () => {
    const later = await createServer(new ControlRoom("native", []), { port: PORT, token: "another" });
    await refuses(later.inject({ url: "/live", headers: { host: HOST, cookie } }), 403, "Open the URL");
    await later.close();
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
    for (const url of ["/live", ENTRANCE])
      await refuses(app.inject({ url, headers: { host: "evil.example", cookie } }), 421, "evil.example");
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

test("every answer allows the page its own files and nothing else, and no other window a hold on it", async () => {
  const known = { host: HOST, cookie };
  const answers = await Promise.all([
    enter(),
    enter("/wrong"),
    app.inject({ url: "/nothing", headers: known }),
    app.inject({ url: "/", headers: { ...known, host: "evil.example" } }),
    post("kill", KILL),
    post("kill", "{"),
    post("kill", KILL, { origin: "null" }),
  ]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 403, 404, 421, 204, 400, 403]);
  for (const { headers } of answers) {
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("each connection begins with a snapshot", async () => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as { port: number };
  for (let connections = 0; connections < 2; connections++) {
    const text = await new Promise<string>((resolve, reject) => {
      const request = get({ port, path: "/live", headers: { host: HOST, cookie } }, (response) => {
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
