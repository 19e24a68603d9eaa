import { setTimeout as sleep } from "node:timers/promises";
import { History } from "@shop/lab/history/history.ts";
import { shopperAddress } from "@shop/lab/shopper/addresses.ts";
import { inTurns, repeatedly } from "@shop/lab/shopper/crowd.ts";
import { fillCart, lookAround, skuOf } from "@shop/lab/shopper/journey.ts";
import { ledgersOf, total } from "@shop/lab/shopper/ledgers.ts";
import { Shopper } from "@shop/lab/shopper/shopper.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestStack } from "./test-stack.ts";

const CUSTOMERS = 12;
/** After every four clicks, so that customers do not take the time of what they wait for. */
const PAUSE_MS = 200;
const { signal } = new AbortController();

/** What docker-stack.yml and deploy/stack promise, on a swarm of one node. */
export function stackContract(): void {
  describe("docker-stack.yml", () => {
    const stack = new TestStack();
    let urls: string[];
    beforeAll(() => stack.prepare());
    afterAll(() => stack.remove());

    /** The n-th customer, who comes in by this nginx. */
    const customer = (n: number, url: string, more: { history?: History; jar?: Shopper["jar"] } = {}) =>
      new Shopper({
        history: new History(),
        name: `shopper-${n}`,
        url,
        address: shopperAddress(n),
        clientAddress: { by: "header", header: "x-lab-client-address" },
        ...more,
      });

    /** Customers at both nginx click from before something happens until after it, and do not wait for answers. What they noticed. */
    async function customersDuring(event: () => Promise<void>) {
      const history = new History();
      const crowd = Array.from({ length: CUSTOMERS }, (_, i) =>
        customer(i + 1, urls[i % urls.length] as string, { history }),
      );
      await inTurns(crowd, signal, fillCart);
      await repeatedly(
        crowd,
        signal,
        async (shopper, round) => {
          await Promise.all([lookAround(shopper), shopper.add(skuOf(round)), shopper.add(skuOf(round + 1))]);
          await sleep(PAUSE_MS);
        },
        event,
      );
      await inTurns(crowd, signal, lookAround);
      await Promise.all(crowd.map((shopper) => shopper.leave()));
      const { events } = history;
      const failed = events.filter(({ type }) => type === "fail" || type === "unknown");
      const ledgers = ledgersOf(events);
      process.stdout.write(
        `${events.filter(({ type }) => type === "invoke").length} requests, ${failed.length} failed\n`,
      );
      const [signedOut, lost, doubled] = [
        total(ledgers, "signedOut"),
        total(ledgers, "lost"),
        total(ledgers, "doubled"),
      ];
      return { failed, signedOut, lost, doubled };
    }
    const NOTHING = { failed: [], signedOut: 0, lost: 0, doubled: 0 };

    test("deploy/stack returns when all runs, and what a customer did at one nginx the other one knows", async () => {
      const { exitCode, all } = await stack.deploy(await stack.image("1"));
      expect(exitCode, all).toBe(0);
      urls = await stack.urls();
      expect(urls).toHaveLength(2);
      // each nginx asks the DNS for replicas once a second
      const statuses = () => Promise.all(urls.map(async (url) => (await fetch(url)).status));
      await expect.poll(statuses, { timeout: 10_000 }).toEqual([200, 200]);
      const one = customer(1, urls[0] as string);
      await expect.poll(async () => (await one.signIn()).type, { timeout: 10_000 }).toBe("ok");
      await one.add("abacus");
      const other = customer(1, urls[1] as string, { jar: one.jar });
      expect((await other.whoami()).seen).toMatchObject({ user: "shopper-1", session: "known" });
      expect((await other.cart()).seen?.items).toEqual({ abacus: 1 });
      await Promise.all([one.leave(), other.leave()]);
    });

    test("a release replaces every replica, and no customer notices", async () => {
      const image = await stack.image("2", "ENV RELEASE=2");
      const noticed = await customersDuring(async () => {
        const { exitCode, all } = await stack.deploy(image);
        expect(exitCode, all).toBe(0);
      });
      expect(noticed).toEqual(NOTHING);
      expect(await stack.running()).toEqual([image, image, image]);
    });

    test("a release that does not get healthy is taken back, its command fails, and no customer notices", async () => {
      const before = await stack.running();
      const image = await stack.image("3", "ENV PORT=3001");
      const noticed = await customersDuring(async () => {
        const { exitCode, all } = await stack.deploy(image);
        expect([exitCode, all]).toEqual([
          1,
          expect.stringMatching(/release of \S+_shop failed.+listening at \S+:3001/s),
        ]);
      });
      expect(noticed).toEqual(NOTHING);
      expect(await stack.running()).toEqual(before);
    });
  });
}
