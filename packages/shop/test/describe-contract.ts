import type { Lifetimes } from "@shop/state";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppOptions } from "../src/shop.ts";
import type { ShopState } from "../src/shop-state.ts";
import { Client } from "./client.ts";
import { LIFETIMES } from "./redis-states.ts";
import { type RunningShop, type Settings, startShop } from "./running-shop.ts";
import { leaksIn } from "./secrets.ts";

export type OpenState = (lifetimes: Lifetimes) => ShopState | Promise<ShopState>;

/** What each subject of a contract works with. */
export interface ContractContext {
  readonly kind: string;
  /** The shop that all tests share; each test has users of its own. */
  shop(): RunningShop;
  /** A customer of the shared shop, or of the one at `url`, who speaks JSON. */
  program(url?: string): Client;
  /** The same with a browser's pages and forms. */
  person(url?: string): Client;
  /** Opens another state, which is closed after the last test. */
  open(lifetimes?: Partial<Lifetimes>): Promise<ShopState>;
  /** Starts another shop, which is closed after the last test. */
  start(settings: Settings): Promise<RunningShop>;
}

/** Runs the subjects of a contract against one kind of state. `app` is what every shop in it is started with. */
export function describeContract(
  title: string,
  { kind, openState, app = {} }: { kind: string; openState: OpenState; app?: Partial<AppOptions> },
  subjects: readonly ((context: ContractContext) => void)[],
) {
  describe(`${title}: ${kind}`, () => {
    const closers: (() => Promise<void>)[] = [];
    const shops: RunningShop[] = [];
    let shared: RunningShop;
    const context: ContractContext = {
      kind,
      shop: () => shared,
      program: (url = shared.url) => new Client(url, "program"),
      person: (url = shared.url) => new Client(url, "person"),
      open: async (lifetimes) => {
        const state = await openState({ ...LIFETIMES, ...lifetimes });
        closers.push(() => state.close());
        return state;
      },
      start: async (settings) => {
        const shop = await startShop({ app, ...settings });
        shops.push(shop);
        closers.push(() => shop.close());
        return shop;
      },
    };
    beforeAll(async () => {
      shared = await context.start({ state: await context.open() });
    });
    afterAll(async () => {
      for (const close of closers.reverse()) await close();
    });
    for (const subject of subjects) subject(context);

    test("no log of these shops has anything in it that lets its reader in", () => {
      expect(leaksIn(JSON.stringify(shops.map(({ log }) => log)))).toEqual([]);
    });
  });
}
