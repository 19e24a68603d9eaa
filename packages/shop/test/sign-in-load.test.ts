import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startRedisServer } from "@shop/testing/redis-server.ts";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./client.ts";
import { startShopProcess } from "./shop-process.ts";

/** Measurements of each kind. The two kinds take turns, so that other load on the machine affects both. */
const ROUNDS = 5;

const SIGN_INS = 60;

const COSTLY_SHOP = fileURLToPath(new URL("./shops/costly.ts", import.meta.url));

/** In milliseconds. About as long as the sign-ins take. */
const QUIET = 1200;

const PATHS = ["/login", "/public/styles.css"] as const;

const percentile = (numbers: readonly number[], share: number) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN;
const median = (numbers: readonly number[]) => percentile(numbers, 0.5);

/** Requests each path until `until` settles. Resolves with the 99th percentile of each path's times, in milliseconds. */
async function p99s(client: Client, until: Promise<unknown>): Promise<number[]> {
  let isOver = false;
  until.finally(() => {
    isOver = true;
  });
  const times = PATHS.map((): number[] => []);
  while (!isOver) {
    for (const [n, path] of PATHS.entries()) {
      const asked = performance.now();
      await client.get(path);
      times[n]?.push(performance.now() - asked);
    }
    await pause(1);
  }
  return times.map((all) => percentile(all, 0.99));
}

test(`during ${SIGN_INS} sign-ins at once a page and a file take at most 3 times their usual p99`, {
  retry: 2,
  timeout: 60_000,
}, async () => {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  const shop = await startShopProcess({ REDIS_URL: server.url }, COSTLY_SHOP);
  const customer = new Client(shop.url, "person");
  const crowd = async (round: number) => {
    const signIns = Array.from({ length: SIGN_INS }, (_, n) =>
      new Client(shop.url).signIn(`crowd-${round}-${n}`, "costly"),
    );
    await Promise.all(signIns);
  };
  // the first sign-ins start the threads and warm up the code
  await p99s(customer, crowd(0));
  const ratios = PATHS.map((): number[] => []);
  for (let round = 1; round <= ROUNDS; round++) {
    const usual = await p99s(customer, pause(QUIET));
    const busy = await p99s(customer, crowd(round));
    for (const [n, all] of ratios.entries()) all.push((busy[n] ?? 0) / (usual[n] ?? 0));
  }
  const [page = 0, file = 0] = ratios.map(median);
  console.info(`p99 during sign-ins: page ${page.toFixed(2)} times, file ${file.toFixed(2)} times the usual`);
  expect(page).toBeLessThanOrEqual(3);
  expect(file).toBeLessThanOrEqual(3);
});
