import { StateUnavailableError } from "../unavailable.ts";
import type { Redis, RedisConnection } from "./connection/connection.ts";
import { sharedCall } from "./connection/shared-call.ts";
import { cartKey } from "./keys.ts";

/** Milliseconds that a change waits for replicas. Commands after it on the same connection wait as long, so it is short. */
const WAIT_TIMEOUT = 300;

type Change = { readonly customer: { readonly cartId: string } };
type Call = (...args: never[]) => Promise<unknown>;
type Script = { readonly keys?: readonly string[] };

const byCart = ({ customer }: Change) => cartKey(customer.cartId);
const byKey = (key: string) => key;
const byKeys = (_: string, { keys = [] }: Script) => keys[0] ?? "";

/** Commands that change what customers count on, and the key that each changes. */
const CHANGES = {
  changeCart: byCart,
  claimCart: byCart,
  clearCart: byCart,
  placeOrder: byCart,
  listSession: byKey,
  set: byKey,
  // connect-redis names one key in a list
  del: (keys: string | readonly string[]) => [keys].flat()[0] ?? "",
  evalSha: byKeys,
  eval: byKeys,
};

/**
 * The connection's commands, of which changes resolve only when `replicas` replicas have them, and otherwise reject with a
 * StateUnavailableError: the change is made, but a failover could lose it. Sent again with its idempotency key, it is made once.
 */
export function replicated(connection: RedisConnection, replicas: number): Redis {
  const { redis, masterOf } = connection;
  if (replicas === 0) return redis;
  const confirm = confirmation(connection, replicas);
  const changes = Object.entries(CHANGES).map(([name, keyOf]) => {
    const command = redis[name as keyof typeof CHANGES].bind(redis) as unknown as Call;
    const confirmed = async (...args: never[]) => {
      const key = (keyOf as (...args: never[]) => string)(...args);
      const master = await masterOf(key);
      const answer = await command(...args);
      await confirm(key, master);
      return answer;
    };
    return [name, confirmed];
  });
  return Object.assign(Object.create(redis), Object.fromEntries(changes));
}

/** The masters of a cluster are few, but there is a new one after each failover. */
const MOST_MASTERS = 100;

/** What is waited for at one master. `key`: one that it has. The last that was changed, because others may move to another master. */
interface Wait {
  key: string;
  readonly confirmed: () => Promise<void>;
}

/** Returns a function that resolves when replicas have all that this master has. Changes that wait together are confirmed together. */
function confirmation({ masterOf, countReplicas }: RedisConnection, wanted: number) {
  const waits = new Map<unknown, Wait>();
  const confirmAt = async (master: unknown, key: string) => {
    const replicas = await countReplicas(key, wanted, WAIT_TIMEOUT);
    // another master may lack the change, whatever its own replicas say
    if ((await masterOf(key)) !== master)
      throw new StateUnavailableError(new Error("Redis has a new master."));
    if (replicas < wanted)
      throw new StateUnavailableError(new Error(`${replicas} of ${wanted} replicas have the change.`));
  };
  const newWait = (master: unknown, key: string): Wait => {
    const wait: Wait = { key, confirmed: sharedCall(() => confirmAt(master, wait.key)) };
    if (waits.size >= MOST_MASTERS) waits.clear();
    waits.set(master, wait);
    return wait;
  };
  return (key: string, master: unknown): Promise<void> => {
    const wait = waits.get(master) ?? newWait(master, key);
    wait.key = key;
    return wait.confirmed();
  };
}
