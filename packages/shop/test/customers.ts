import { randomUUIDv7 } from "node:crypto";
import type { Client } from "./client.ts";

/** Signs in and puts two abaci into the cart. Resolves with the same client. */
export async function signInWithCart(client: Client, user: string): Promise<Client> {
  await client.signIn(user);
  await client.add("abacus", 2);
  return client;
}

/** Signs in twice. Resolves with a copy of the browser as it was in between: its session has ended. */
export async function signInTwice(client: Client, user: string): Promise<Client> {
  await client.signIn(user);
  const ended = client.withCookies();
  await client.signIn(user);
  return ended;
}

/** The header in which programs send an idempotency key: a fresh one, or this one. */
export const keyHeader = (key: string = randomUUIDv7()) => ({ "idempotency-key": key });

/** The answer to a checkout. */
export interface Placed {
  readonly order: {
    readonly id: string;
    readonly items: readonly { readonly sku: string; readonly quantity: number }[];
    readonly total: number;
  };
}
