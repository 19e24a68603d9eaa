import type { LightMyRequestResponse as Answer, FastifyInstance } from "fastify";
import { ControlRoom } from "../src/server/control-room.ts";
import { createServer } from "../src/server/server.ts";
import { Side } from "../src/server/side.ts";
import { fakeRuntime } from "./fake-runtime.ts";

export const PORT = 4711;
export const TOKEN = "a-token-that-nobody-guesses";
export const HOST = `127.0.0.1:${PORT}`;
/** The one path that admits a browser without a cookie. */
export const SIGN_IN = `/?token=${TOKEN}`;
/** Kills a replica that runs on both sides. */
export const KILL = { sides: [0, 1], member: "shop-1" };

/** A control room over two fake runtimes, with state in memory and in Redis, and a browser that it has admitted. */
export interface ControlRoomServer {
  readonly app: FastifyInstance;
  readonly room: ControlRoom;
  /** What each runtime was asked to do, as in "kill shop-1". */
  readonly calls: readonly [left: string[], right: string[]];
  /** The browser's cookie, as in "name=value". */
  readonly cookie: string;
  /** Opens a URL without the cookie. */
  get(url: string): Promise<Answer>;
  /** Posts to /actions as the page does, with other headers where they are given. */
  post(type: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** Creates the server without listening; the caller closes `app` and, where customers came, `room`. */
export async function createControlRoomServer(): Promise<ControlRoomServer> {
  const left = fakeRuntime("sticky-cookie");
  const right = fakeRuntime("redis");
  const sides = [left, right].map(({ runtime, deployment }) => new Side({ runtime, deployment, seed: 1 }));
  const room = new ControlRoom("native", sides);
  const app = await createServer(room, { port: PORT, token: TOKEN });
  const get = (url: string) => app.inject({ url, headers: { host: HOST } });
  const cookie = cookieOf(await get(SIGN_IN));
  const own = { host: HOST, origin: `http://${HOST}`, "sec-fetch-site": "same-origin", cookie };
  const post = (type: string, body: unknown, headers: Record<string, string> = {}) =>
    app.inject({
      method: "POST",
      url: `/actions/${type}`,
      headers: { ...own, "content-type": "application/json", ...headers },
      payload: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { app, room, calls: [left.calls, right.calls], cookie, get, post };
}

/** The whole Set-Cookie header; "undefined" if there is none. */
export const setCookieOf = ({ headers }: Answer): string => `${headers["set-cookie"]}`;

/** The cookie that a browser would send back, as in "name=value". */
export const cookieOf = (answer: Answer): string => setCookieOf(answer).split(";")[0] as string;

/** What a refusal shows: the status, the media type, and the reason. */
export function refusalOf({ statusCode, headers, body }: Answer) {
  const { detail } = JSON.parse(body);
  return { status: statusCode, type: `${headers["content-type"]}`.split(";")[0], detail };
}

/** A refusal with this status whose reason contains these words. */
export const refusal = (status: number, words: unknown) => ({
  status,
  type: "application/problem+json",
  detail: words,
});
