import type { Lifetimes, State } from "@shop/state";
import { afterAll, beforeAll, describe } from "vitest";
import { Client } from "./client.ts";
import { badInputContract } from "./contract/bad-input.ts";
import { cartContract } from "./contract/cart.ts";
import { catalogueContract } from "./contract/catalogue.ts";
import { checkoutContract } from "./contract/checkout.ts";
import { cookieContract } from "./contract/cookies.ts";
import { crossSiteContract } from "./contract/cross-site.ts";
import { exactlyOnceContract } from "./contract/exactly-once.ts";
import { headerContract } from "./contract/headers.ts";
import { lifetimeContract } from "./contract/lifetime.ts";
import { signInContract } from "./contract/sign-in.ts";
import { storeCostContract } from "./contract/store-cost.ts";
import { trailContract } from "./contract/trail.ts";
import { whoamiContract } from "./contract/whoami.ts";
import { type RunningShop, type Settings, startShop } from "./running-shop.ts";

/** What each topic of the contract works with. */
export interface Bench {
  readonly kind: State["kind"];
  /** The shop that all tests share; each test has customers of its own. */
  shop(): RunningShop;
  program(): Client;
  person(): Client;
  /** A state of its own, closed after the last test. */
  open(lifetimes?: Partial<Lifetimes>): Promise<State>;
  /** A shop of its own, ended after the last test. */
  start(settings: Settings): Promise<RunningShop>;
}

/** What the shop promises over HTTP, wherever its state lives. */
export function shopContract(kind: State["kind"], openState: (lifetimes: Lifetimes) => Promise<State>) {
  describe(`shop contract: ${kind}`, () => {
    const ends: (() => Promise<void>)[] = [];
    let shared: RunningShop;
    const bench: Bench = {
      kind,
      shop: () => shared,
      program: () => new Client(shared.url, "program"),
      person: () => new Client(shared.url, "person"),
      open: async (lifetimes) => {
        const state = await openState({ idle: 60, absolute: 600, ...lifetimes });
        ends.push(() => state.close());
        return state;
      },
      start: async (settings) => {
        const shop = await startShop(settings);
        ends.push(() => shop.close());
        return shop;
      },
    };
    beforeAll(async () => {
      shared = await bench.start({ state: await bench.open() });
    });
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });

    catalogueContract(bench);
    signInContract(bench);
    cartContract(bench);
    checkoutContract(bench);
    exactlyOnceContract(bench);
    whoamiContract(bench);
    trailContract(bench);
    cookieContract(bench);
    lifetimeContract(bench);
    storeCostContract(bench);
    badInputContract(bench);
    crossSiteContract(bench);
    headerContract(bench);
  });
}
