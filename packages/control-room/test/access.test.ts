import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ControlRoom } from "../src/server/control-room.ts";
import { createServer } from "../src/server/server.ts";
import {
  type ControlRoomServer,
  cookieOf,
  createControlRoomServer,
  HOST,
  KILL,
  PORT,
  refusal,
  refusalOf,
  SIGN_IN,
  setCookieOf,
  TOKEN,
} from "./control-room-server.ts";

let server: ControlRoomServer;

beforeEach(async () => {
  server = await createControlRoomServer();
});
afterEach(() => server.app.close());

test("exchanges the token for a cookie, so that the token leaves the address bar", async () => {
  const { app, get, cookie } = server;
  const answer = await get(SIGN_IN);
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

test("two control rooms on one machine have cookies with different names and values", async () => {
  const other = await createServer(new ControlRoom("native", []), { port: PORT + 1, token: TOKEN });
  const host = `127.0.0.1:${PORT + 1}`;
  const [name, value] = cookieOf(await other.inject({ url: SIGN_IN, headers: { host } })).split("=");
  expect(server.cookie).not.toContain(name);
  expect(server.cookie).not.toContain(value);
  await other.close();
});

describe("refuses, says why, and does nothing:", () => {
  afterEach(() => expect(server.calls).toEqual([[], []]));
  const unknownBrowser = refusal(403, expect.stringContaining("Open the URL that it printed"));
  const foreignPage = refusal(403, expect.stringContaining("own page"));

  test("a wrong token or none", async () => {
    const wrong = [
      "/",
      "/?token=",
      "/?token=wrong",
      `${SIGN_IN}x`,
      SIGN_IN.slice(0, -1),
      `/live?token=${TOKEN}`,
    ];
    for (const url of [...wrong, `/${TOKEN}/`, `//?token=${TOKEN}`, "/live", "/nothing", "/actions/kill"]) {
      const answer = await server.get(url);
      expect(refusalOf(answer), url).toEqual(unknownBrowser);
      expect(setCookieOf(answer), url).toBe("undefined");
    }
  });

  test("a wrong cookie, none, and the token in its place", async () => {
    const { app, cookie, post } = server;
    const [name, value] = cookie.split("=") as [string, string];
    const wrong = [
      "",
      `${name}=`,
      `${name}=${value}x`,
      `${name}=${TOKEN}`,
      `control-room-${PORT + 1}=${value}`,
    ];
    for (const cookie of wrong)
      expect(refusalOf(await post("kill", KILL, { cookie })), cookie).toEqual(unknownBrowser);
    for (const method of ["GET", "HEAD"] as const)
      expect((await app.inject({ method, url: "/", headers: { host: HOST } })).statusCode).toBe(403);
  });

  test("the cookie of an earlier control room on the same port", async () => {
    const later = await createServer(new ControlRoom("native", []), { port: PORT, token: "another" });
    const { cookie } = server;
    const answer = await later.inject({ url: "/live", headers: { host: HOST, cookie } });
    expect(refusalOf(answer)).toEqual(unknownBrowser);
    await later.close();
  });

  test("another origin, and none", async () => {
    for (const origin of ["http://evil.example", "null", `http://localhost:${PORT}`, `https://${HOST}`])
      expect(refusalOf(await server.post("kill", KILL, { origin })), origin).toEqual(foreignPage);
    for (const site of ["cross-site", "same-site", "none"])
      expect(refusalOf(await server.post("kill", KILL, { "sec-fetch-site": site })), site).toEqual(
        foreignPage,
      );
  });

  test("another host, as after DNS rebinding", async () => {
    const { app, cookie, post } = server;
    for (const host of ["evil.example", `evil.example:${PORT}`, "127.0.0.1", `127.0.0.1:${PORT + 1}`]) {
      const answer = await post("kill", KILL, { host, origin: `http://${host}` });
      expect(refusalOf(answer)).toEqual(refusal(421, expect.stringContaining(host)));
    }
    for (const url of ["/live", SIGN_IN]) {
      const answer = await app.inject({ url, headers: { host: "evil.example", cookie } });
      expect(refusalOf(answer)).toEqual(refusal(421, expect.stringContaining("evil.example")));
    }
  });
});

test("no answer lets the page load from elsewhere, or lets another page embed or open it", async () => {
  const { app, cookie, get, post } = server;
  const known = { host: HOST, cookie };
  const answers = await Promise.all([
    get(SIGN_IN),
    get("/wrong"),
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
