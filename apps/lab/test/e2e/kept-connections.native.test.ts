import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startNginxServer } from "@shop/testing/nginx-server.ts";
import { expect, onTestFinished, test } from "vitest";

const REQUESTS = 20;

/** nginx keeps connections in each of its workers, one for each processor. */
const KEPT_AT_MOST = REQUESTS / 2;

/** A replica that counts connections and sees each request before it answers it. `answer` may do something else than answering. */
async function replicaBehindNginx(
  answer = (_request: IncomingMessage, response: ServerResponse) => void response.end(),
) {
  let connections = 0;
  const asked: IncomingMessage[] = [];
  const replica = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    asked.push(request);
    answer(request, response);
  });
  replica.on("connection", () => connections++);
  await once(replica.listen(0, "127.0.0.1"), "listening");
  const nginx = await startNginxServer([(replica.address() as AddressInfo).port]);
  onTestFinished(async () => {
    await nginx.stop();
    replica.closeAllConnections();
    replica.close();
  });
  const inTurn = async (method: string, headers: Record<string, string> = {}) => {
    const statuses: number[] = [];
    for (let n = 0; n < REQUESTS; n++)
      statuses.push((await fetch(`${nginx.url}/cart/items/abacus`, { method, headers })).status);
    return statuses;
  };
  return { inTurn, asked, connections: () => connections };
}

const key = () => ({ "idempotency-key": "019ac000-0000-7000-8000-000000000000" });

test.each([
  ["reads", "GET", {}],
  ["changes with an idempotency key", "PUT", key()],
] as const)("connections to a replica are kept for %s", async (_what, method, headers) => {
  const { inTurn, asked, connections } = await replicaBehindNginx();
  expect(new Set(await inTurn(method, headers))).toEqual(new Set([200]));
  expect(asked).toHaveLength(REQUESTS);
  expect(connections()).toBeLessThanOrEqual(KEPT_AT_MOST);
});

test("a change without a key gets a connection of its own, which is not kept", async () => {
  const { inTurn, asked, connections } = await replicaBehindNginx();
  expect(new Set(await inTurn("PUT"))).toEqual(new Set([200]));
  expect(connections()).toBe(REQUESTS);
  expect(new Set(asked.map(({ headers }) => headers.connection))).toEqual(new Set(["close"]));
});

test("what meets a kept connection that the replica is just closing is sent again", async () => {
  const seen = new WeakSet<object>();
  const { inTurn, asked } = await replicaBehindNginx(({ socket }, response) => {
    // each connection answers once, and is gone when it is used again
    if (seen.has(socket)) socket.destroy();
    else response.end();
    seen.add(socket);
  });
  expect(new Set(await inTurn("PUT", key()))).toEqual(new Set([200]));
  expect(asked.length).toBeGreaterThan(REQUESTS);
});
