import { History } from "../history/history.ts";
import { lastReplicaOf } from "../history/questions.ts";
import { memberNamed } from "../runtime/members.ts";
import type { Deployment, Runtime, Say } from "../runtime/runtime.ts";
import { shopperAddress } from "../shopper/addresses.ts";
import { inTurns } from "../shopper/crowd.ts";
import { buy, fillCart } from "../shopper/journey.ts";
import { Shopper } from "../shopper/shopper.ts";

/** What was done to a scenario, and every request of its customers. */
export interface ScenarioRun {
  readonly history: History;
  /** Customers of the second half, whose carts were full when the victim was killed. */
  readonly underFire: ReadonlySet<string>;
  /** For each of them the replica that answered last before the kill. */
  readonly servedBy: ReadonlyMap<string, string>;
  readonly victim: string;
}

/** Sends `customers` through the shop; when the second half of them have filled their carts, kills `victim` under them. */
export async function runScenario(
  runtime: Runtime,
  { url }: Deployment,
  { customers, victim, signal }: { customers: number; victim: string; signal: AbortSignal },
  say: Say,
): Promise<ScenarioRun> {
  const history = new History();
  const shoppers = Array.from({ length: customers }, (_, i) => {
    const clientAddress = runtime.clientAddress;
    return new Shopper({
      name: `shopper-${i + 1}`,
      url,
      address: shopperAddress(i + 1),
      clientAddress,
      history,
    });
  });
  const first = shoppers.slice(0, Math.floor(customers / 2));
  const second = shoppers.slice(first.length);
  try {
    say(`${first.length} customers sign in, fill their carts and check out`);
    await inTurns(first, signal, async (shopper, n) => {
      await fillCart(shopper, n);
      await buy(shopper);
    });
    say(`${second.length} more sign in and fill their carts`);
    await inTurns(second, signal, fillCart);
    const servedBy = new Map(second.map(({ name }) => [name, lastReplicaOf(name, history.events)]));
    say(`${victim} is killed; the ${second.length} go on to the checkout`);
    await runtime.kill(memberNamed(victim, await runtime.look()));
    await inTurns(second, signal, buy);
    return { history, underFire: new Set(second.map(({ name }) => name)), servedBy, victim };
  } finally {
    await Promise.all(shoppers.map((shopper) => shopper.leave()));
  }
}
