import type { Lifetimes } from "@shop/state";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StateKind } from "../src/demo/sentence.ts";
import type { AppOptions, ShopState } from "../src/shop.ts";
import { Client } from "./client.ts";
import { type RunningShop, type Settings, startShop } from "./running-shop.ts";
import { leaksIn } from "./secrets.ts";
import { LIFETIMES } from "./states.ts";

export type OpenState = (lifetimes: Lifetimes) => ShopState | Promise<ShopState>;

/** What each subject of a contract works with. */
export interface ContractContext {
  readonly kind: StateKind;
  /** The shop that all tests share; each test has customers of its own. */
  shop(): RunningShop;
  /** A customer of the shared shop, or of the one at `url`. */
  program(url?: string): Client;
  person(url?: string): Client;
  /** A state of its own, closed after the last test. */
  open(lifetimes?: Partial<Lifetimes>): Promise<ShopState>;
  /** A shop of its own, ended after the last test. */
  start(settings: Settings): Promise<RunningShop>;
}

/** Runs the subjects of a contract against one kind of state; `app` is what its shops are given besides. */
export function describeContract(
  title: string,
  { kind, openState, app = {} }: { kind: StateKind; openState: OpenState; app?: Partial<AppOptions> },
  subjects: readonly ((bench: ContractContext) => void)[],
) {
  describe(`${title}: ${kind}`, () => {
    const ends: (() => Promise<void>)[] = [];
    const shops: RunningShop[] = [];
    let shared: RunningShop;
    const bench: ContractContext = {
      kind,
      shop: () => shared,
      program: (url = shared.url) => new Client(url, "program"),
      person: (url = shared.url) => new Client(url, "person"),
      open: async (lifetimes) => {
        const state = await openState({ ...LIFETIMES, ...lifetimes });
        ends.push(() => state.close());
        return state;
      },
      start: async (settings) => {
        const shop = await startShop({ app, ...settings });
        shops.push(shop);
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
    for (const subject of subjects) subject(bench);

    test("after all this, no log has anything in it that lets anybody in", () => {
      expect(leaksIn(JSON.stringify(shops.map(({ log }) => log)))).toEqual([]);
    });
  });
}
