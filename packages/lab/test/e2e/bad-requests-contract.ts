import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takeDown } from "../../src/commands/down.ts";
import { seededRandom } from "../../src/prove/random.ts";
import { freePort } from "../../src/runtime/port.ts";
import type { Deployment, Runtime } from "../../src/runtime/runtime.ts";
import { inTurns } from "../../src/shopper/crowd.ts";
import { type BadRequest, badRequests } from "./bad-requests.ts";
import { redisKeys } from "./redis-keys.ts";

const AT_ONCE = 20;
/** Milliseconds after which a request without an answer is given up. */
const PATIENCE = 5000;

/** Bad input, sent through nginx to real replicas, is refused and changes nothing. */
export function badRequestsContract(runtime: Runtime, count: number): void {
  describe(`${count} bad requests: ${runtime.name}`, () => {
    let shop: Deployment;
    beforeAll(async () => {
      await takeDown(() => {});
      const port = await freePort();
      shop = await runtime.up({ scenario: "redis", balancing: "round-robin", replicas: 3, port }, () => {});
    });
    afterAll(() => takeDown(() => {}));

    const whatIs = async () => ({
      keys: await redisKeys(runtime),
      members: (await runtime.members()).map(({ name, state }) => `${name} ${state}`),
      sessions: (await runtime.stats("shop-1"))?.sessions,
    });

    test("are refused, change nothing, and leave every replica alive", async () => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      process.stdout.write(`bad requests: seed ${seed}\n`);
      const bystander = await begin(shop.url);
      const before = { ...(await whatIs()), cart: await cartOf(shop.url, bystander.cookie) };
      const answeredBefore = await answered(runtime);

      const wrong: string[] = [];
      const requests = badRequests(seededRandom(seed), bystander);
      await inTurns(
        Array.from({ length: count }, () => requests.next().value),
        new AbortController().signal,
        async (request) => {
          const answer = await send(shop.url, request);
          if (!isRight(request, answer))
            wrong.push(`${answer}: ${request.fault}: ${request.bytes.toString("latin1").slice(0, 300)}`);
        },
        AT_ONCE,
      );
      expect(wrong.slice(0, 10), `${wrong.length} wrong answers, seed ${seed}`).toEqual([]);
      expect({ ...(await whatIs()), cart: await cartOf(shop.url, bystander.cookie) }).toEqual(before);
      // a replica that was restarted would have begun to count anew
      const answeredAfter = await answered(runtime);
      for (const [name, requests] of answeredBefore)
        expect(answeredAfter.get(name), name).toBeGreaterThan(requests);
    });

    test("slow ones keep nobody from being served", async () => {
      const slow = Array.from({ length: 50 }, () => {
        const socket = connect({ port: Number(new URL(shop.url).port), host: "127.0.0.1" });
        socket.on("error", () => {});
        socket.write(
          "POST /cart/items HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
        );
        return socket;
      });
      const began = performance.now();
      for (let i = 0; i < 30; i++) expect((await fetch(`${shop.url}/`)).status).toBe(200);
      expect(performance.now() - began).toBeLessThan(5000);
      for (const socket of slow) socket.destroy();
    });
  });
}

async function begin(url: string): Promise<{ cookie: string }> {
  const response = await fetch(`${url}/cart/items`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ sku: "abacus", quantity: 2 }),
  });
  expect(response.status).toBe(200);
  return {
    cookie: response.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; "),
  };
}

const cartOf = async (url: string, cookie: string) =>
  (await fetch(`${url}/cart`, { headers: { cookie, accept: "application/json" } })).json();

async function answered(runtime: Runtime): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of (await runtime.members()).filter(({ role }) => role === "replica"))
    counts.set(name, (await runtime.stats(name))?.requests ?? -1);
  return counts;
}

/** The status of the answer; null where none came before the connection closed, or in time. */
function send(url: string, { bytes, expects }: BadRequest): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1" });
    let text = "";
    const end = () => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? Number.NaN) || null);
    };
    socket.setTimeout(expects === "unfinished" ? 50 : PATIENCE, end);
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("error", end).on("close", end);
    socket.write(bytes);
  });
}

function isRight({ expects }: BadRequest, status: number | null): boolean {
  if (expects === "unfinished") return status === null || status < 500;
  const least = expects === "refused" ? 400 : 200;
  return status !== null && status >= least && status < 500;
}
