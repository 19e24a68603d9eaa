import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { EventSource } from "undici";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect, connection } from "../../src/page/live/connection.ts";
import { sides } from "../../src/page/live/live-state.ts";
import type { Snapshot } from "../../src/wire/live.ts";
import { sideView } from "./side-view.ts";

const SNAPSHOT: Snapshot = { runtime: "native", lastAction: null, sides: [{ ...sideView(), customers: [] }] };

/** Serves a snapshot to each page, as the control room does. */
const serveEvents: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(`retry: 50\n\nevent: snapshot\ndata: ${JSON.stringify(SNAPSHOT)}\n\n`);
};
const answerWith =
  (status: number): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end();

let server: Server;
let answer: RequestListener;
let origin: string;

beforeEach(async () => {
  // undici's is the same class as a browser's
  vi.stubGlobal("EventSource", EventSource);
  connection.value = "opening";
  sides.value = [];
  server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  origin = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  // ends the page's tries
  answer = answerWith(403);
  server.closeAllConnections();
  await state("refused");
  await new Promise((resolve) => server.close(resolve));
});

const state = (expected: string) => vi.waitUntil(() => connection.value === expected, { timeout: 10_000 });

/** Opens the connection, then ends it. Later requests get the next answer. */
async function openAndLose(next: RequestListener): Promise<void> {
  answer = serveEvents;
  connect(origin);
  await state("open");
  answer = next;
  server.closeAllConnections();
}

test("is open from the first snapshot on", async () => {
  answer = serveEvents;
  connect(origin);
  expect(connection.value).toBe("opening");
  await state("open");
  expect(sides.value.map(({ scenario }) => scenario)).toEqual(["sticky-cookie"]);
});

test("is lost when the stream ends, and open again once the server is back", async () => {
  await openAndLose(answerWith(503));
  await state("lost");
  answer = serveEvents;
  await state("open");
});

test("is refused once another control room, which does not know the page, runs there", async () => {
  await openAndLose(answerWith(403));
  await state("refused");
});
