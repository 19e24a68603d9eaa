import { onTestFinished } from "vitest";
import type { ShopState } from "../src/shop-state.ts";
import { Client } from "./client.ts";
import { signInWithCart } from "./customers.ts";
import { type Settings, startShop } from "./running-shop.ts";

/** Starts a replica of the shop, which is closed with the test. Resolves with its URL. */
export async function startReplica(
  name: string,
  state: ShopState,
  settings: Partial<Settings> = {},
): Promise<string> {
  const shop = await startShop({ state, replica: name, ...settings });
  onTestFinished(shop.close);
  return shop.url;
}

/** A customer who signed in and filled a cart at `home`, and a copy of that browser at `away`. */
export async function customerAt(home: string, away: string, kind: "program" | "person" = "program") {
  const here = await signInWithCart(new Client(home, kind), "shopper-1");
  return { here, there: here.withCookies(here.cookies, away) };
}

/** The statuses of five wrong guesses, three of them at the first replica, then of the right password at the second. */
export async function guesses(one: string, two: string): Promise<number[]> {
  const statuses: number[] = [];
  for (const [n, url] of [one, one, one, two, two, two].entries()) {
    const password = n < 5 ? "byron" : "shopper-1";
    const answer = await new Client(url).post("/login", { username: "shopper-1", password });
    statuses.push(answer.status);
  }
  return statuses;
}
