import { connect } from "node:net";
import { seededRandom } from "@shop/lab/engine/random.ts";
import { History } from "@shop/lab/history/history.ts";
import { memberNamed } from "@shop/lab/runtime/members.ts";
import { freePort } from "@shop/lab/runtime/port.ts";
import type { Deployment, Runtime } from "@shop/lab/runtime/runtime.ts";
import { takeDown } from "@shop/lab/runtime/take-down.ts";
import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { inTurns } from "@shop/lab/shopper/crowd.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BadRequest, badRequests } from "./bad-requests/bad-requests.ts";
import { redisKeys } from "./redis-keys.ts";

const AT_ONCE = 20;
/** After which a request without an answer is given up. */
const ANSWER_MILLISECONDS = 5000;

const SLOW = 5000;
/** One whose header does not end, one whose body does not, and one whose answer nobody reads. */
const SLOW_REQUESTS = [
  "GET / HTTP/1.1\r\nhost: localhost\r\n",
  "POST /cart/items HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
  "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n",
];

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

    const whatIs = async () => {
      const snapshot = await runtime.look();
      return {
        keys: await redisKeys(runtime),
        members: snapshot.members.map(({ name, state }) => `${name} ${state}`),
        sessions: (await runtime.stats(memberNamed("shop-1", snapshot)))?.sessions,
      };
    };

    test("are refused, change nothing, and leave every replica alive", async () => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      process.stdout.write(`bad requests: seed ${seed}\n`);
      const bystander = await begin(shop.url);
      const before = { ...(await whatIs()), cart: await cartOf(shop.url, bystander.cookie) };
      const answeredBefore = await answered(runtime);

      const wrong: string[] = [];
      // on the connections between nginx and the replicas that the bad requests have just used
      const cartsMeanwhile = new Set<string>();
      const requests = badRequests(seededRandom(seed), bystander);
      let sent = 0;
      await inTurns(
        Array.from({ length: count }, () => requests.next().value),
        new AbortController().signal,
        async (request, n) => {
          // from many addresses, or nginx would refuse them for being many and not for being bad
          const answer = await send(
            shop.url,
            request,
            runtime,
            `127.${((sent >> 8) % 200) + 10}.${sent++ % 250}.1`,
          );
          if (n % 20 === 0) cartsMeanwhile.add(JSON.stringify(await cartOf(shop.url, bystander.cookie)));
          if (answer === 429 || !isRight(request, answer))
            wrong.push(`${answer}: ${request.fault}: ${request.bytes.toString("latin1").slice(0, 300)}`);
        },
        AT_ONCE,
      );
      expect(wrong.slice(0, 10), `${wrong.length} wrong answers, seed ${seed}`).toEqual([]);
      expect([...cartsMeanwhile]).toEqual([JSON.stringify(before.cart)]);
      expect({ ...(await whatIs()), cart: await cartOf(shop.url, bystander.cookie) }).toEqual(before);
      // a replica that was restarted would have begun to count anew
      const answeredAfter = await answered(runtime);
      for (const [name, requests] of answeredBefore)
        expect(answeredAfter.get(name), name).toBeGreaterThan(requests);
    });

    test(`${SLOW} slow sockets of one address cost those of others nothing`, async () => {
      // straight to nginx: Docker's own proxy in front of a published port has fewer sockets than nginx
      const nginx = memberNamed("nginx", await runtime.look());
      const [host = "", port] = nginx.address?.split(":") ?? [];
      const slow = Array.from({ length: SLOW }, (_, n) => {
        const socket = connect({ port: Number(port), host });
        socket.on("error", () => {}).pause();
        socket.write(SLOW_REQUESTS[n % SLOW_REQUESTS.length] as string);
        return socket;
      });
      try {
        const isOpen = () => slow.filter(({ connecting }) => !connecting).length;
        await expect.poll(isOpen, { timeout: 20_000 }).toBe(SLOW);
        const times: number[] = [];
        for (let n = 1; n <= 30; n++) {
          const customer = new Shopper({
            name: `shopper-${n}`,
            url: shop.url,
            address: shopperAddress(n),
            clientAddress: runtime.clientAddress,
            history: new History(),
          });
          const began = performance.now();
          expect((await customer.add("abacus")).type).toBe("ok");
          times.push(performance.now() - began);
          await customer.leave();
        }
        expect(Math.max(...times)).toBeLessThan(1000);
      } finally {
        for (const socket of slow) socket.destroy();
      }
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
  for (const member of (await runtime.look()).members.filter(({ role }) => role === "replica"))
    counts.set(member.name, (await runtime.stats(member))?.requests ?? -1);
  return counts;
}

/** The status of the answer; null where none came before the connection closed, or in time. */
function send(
  url: string,
  { bytes, expects }: BadRequest,
  { clientAddress }: Runtime,
  address: string,
): Promise<number | null> {
  return new Promise((resolve) => {
    const isSource = clientAddress.by === "source";
    const socket = connect({
      port: Number(new URL(url).port),
      host: "127.0.0.1",
      ...(isSource && { localAddress: address }),
    });
    let text = "";
    const end = () => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? Number.NaN) || null);
    };
    socket.setTimeout(expects === "unfinished" ? 50 : ANSWER_MILLISECONDS, end);
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("error", end).on("close", end);
    socket.write(isSource ? bytes : withHeader(bytes, `${clientAddress.header}: ${address}`));
  });
}

/** The header behind the request line, where there is one. */
function withHeader(bytes: Buffer, header: string): Buffer {
  const end = bytes.indexOf("\r\n");
  if (end === -1) return bytes;
  return Buffer.concat([bytes.subarray(0, end), Buffer.from(`\r\n${header}`), bytes.subarray(end)]);
}

function isRight({ expects }: BadRequest, status: number | null): boolean {
  if (expects === "unfinished") return status === null || status < 500;
  const least = expects === "refused" ? 400 : 200;
  return status !== null && status >= least && status < 500;
}
