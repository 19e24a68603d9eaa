import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ADDRESS_HEADER, type NginxServer, startNginxServer } from "@shop/testing/nginx-server.ts";
import { afterAll, beforeAll, expect, test } from "vitest";

/** One address may sign in 100 times at once, and twice a second (nginx/limits.conf). */
const SIGN_INS = 140;

let replica: Server;
let nginx: NginxServer;
beforeAll(async () => {
  replica = createServer((_request, response) => response.end());
  await once(replica.listen(0, "127.0.0.1"), "listening");
  nginx = await startNginxServer([(replica.address() as AddressInfo).port]);
});
afterAll(async () => {
  await nginx.stop();
  replica.closeAllConnections();
  replica.close();
});

/** Signs in from many addresses at once. Resolves with how many nginx refused. */
async function refusedOf(address: (n: number) => string): Promise<number> {
  const statuses = await Promise.all(
    Array.from({ length: SIGN_INS }, async (_, n) => {
      const headers = { [ADDRESS_HEADER]: address(n) };
      const answer = await fetch(`${nginx.url}/login`, { method: "POST", headers });
      await answer.text();
      return answer.status;
    }),
  );
  expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
  return statuses.filter((status) => status === 429).length;
}

test("the addresses of one IPv6 network (/64) share its limits", async () => {
  expect(await refusedOf((n) => `2001:db8:0:1:${n}::a`)).toBeGreaterThan(20);
});

test("each IPv6 network has limits of its own", async () => {
  expect(await refusedOf((n) => `2001:db8:0:${n + 2}::1`)).toBe(0);
});

test.each([
  ["as it is", (n: number) => `198.51.100.${n}`],
  ["within an address of IPv6", (n: number) => `::ffff:203.0.113.${n}`],
])("each IPv4 address has limits of its own, written %s", async (_how, address) => {
  expect(await refusedOf(address)).toBe(0);
});

test("an IPv4 address has the same limits however it is written", async () => {
  const forms = ["192.0.2.1", "::ffff:192.0.2.1"] as const;
  expect(await refusedOf((n) => `${forms[n % 2]}`)).toBeGreaterThan(20);
});
